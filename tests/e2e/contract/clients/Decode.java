import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads each JSON line of a file into the generated class that it names, and prints it as that
 * class writes it. Usage: Decode java|kotlin PACKAGE FILE; a line is {"schema": …, "value": …}.
 */
class Decode {
    public static void main(String[] given) throws Exception {
        ObjectMapper mapper = given[0].equals("java") ? ofTheJavaClient() : asTheKotlinClient();
        ObjectMapper plain = new ObjectMapper();
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (var line : Files.readAllLines(Path.of(given[2]))) {
            var asked = (ObjectNode) plain.readTree(line);
            var shape = Class.forName(given[1] + "." + asked.get("schema").textValue());
            Object value = mapper.readValue(asked.get("value").toString(), shape);
            out.println(mapper.writeValueAsString(value));
        }
        out.flush();
    }

    /** The one with which the generated classes for HTTP decode every answer. */
    static ObjectMapper ofTheJavaClient() throws Exception {
        var client = Class.forName("org.openapitools.client.ApiClient");
        return (ObjectMapper)
                client.getMethod("getObjectMapper")
                        .invoke(client.getDeclaredConstructor().newInstance());
    }

    /** Set as in the generated Serializer.kt; the annotated constructors need no Kotlin module. */
    static ObjectMapper asTheKotlinClient() {
        return new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .configure(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, false)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .configure(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE, false);
    }
}
