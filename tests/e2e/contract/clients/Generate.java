import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openapitools.codegen.OpenAPIGenerator;

/** Runs several commands of openapi-generator in one process: each line of a file is one. */
class Generate {
    public static void main(String[] given) throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        List<Future<?>> running = new ArrayList<>();
        for (var command : Files.readAllLines(Path.of(given[0]))) {
            running.add(pool.submit(() -> OpenAPIGenerator.main(command.split(" "))));
        }
        for (var command : running) {
            command.get();
        }
        pool.shutdown();
    }
}
