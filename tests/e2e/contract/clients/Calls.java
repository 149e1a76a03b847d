import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ComplaintsApi;
import org.openapitools.client.api.ExercisesApi;
import org.openapitools.client.api.PlansApi;
import org.openapitools.client.api.SyncApi;
import org.openapitools.client.api.VocabulariesApi;
import org.openapitools.client.model.ComplaintText;
import org.openapitools.client.model.ExerciseKind;
import org.openapitools.client.model.PlanRequest;
import org.openapitools.client.model.Position;
import org.openapitools.client.model.Problem;

/** What an app does, by the client that openapi-generator makes of the contract. */
class Calls {
    static final ApiClient client = new ApiClient();
    static final ExercisesApi exercises = new ExercisesApi(client);

    public static void main(String[] given) throws Exception {
        client.updateBaseUri(given[0]);
        System.out.println(new ObjectMapper().writeValueAsString(answers()));
    }

    static Map<String, Object> answers() throws Exception {
        var found = new TreeMap<String, Object>();
        found.put("seated", seated());
        found.put("everything", everything());
        found.put("dose", exercises.getExercise("plantar-heel-stretch", null).getDosage().getHoldSeconds());
        found.put("helps", helps("plantar-heel-pain"));
        found.put("wrong", wrong());
        found.put("missing", missing());
        found.put("meant", meant("my heel kills me when I get out of bed"));
        found.put("planned", planned());
        found.put("unchanged", unchanged());
        found.put("news", news());
        return found;
    }

    static List<String> seated() throws ApiException {
        var page = exercises.listExercises(null, null, null, null, null, null, null,
                List.of(ExerciseKind.STRETCH), List.of(Position.SEATED), List.of("none"), null, null, 180, null);
        return page.getItems().stream().map(item -> item.getSlug()).toList();
    }

    static List<String> everything() throws ApiException {
        var slugs = new ArrayList<String>();
        String cursor = null;
        do {
            var page = exercises.listExercises(
                    null, null, 5, cursor, null, null, null, null, null, null, null, null, null, null);
            page.getItems().forEach(item -> slugs.add(item.getSlug()));
            cursor = page.getNextCursor();
        } while (cursor != null);
        return slugs;
    }

    static String helps(String slug) throws ApiException {
        var answer = new ComplaintsApi(client).getComplaintExercises(slug, null);
        return answer.getItems().get(0).getExercise().getSlug();
    }

    static List<Object> wrong() throws Exception {
        try {
            exercises.listExercises(
                    null, null, null, null, List.of("heels"), null, null, null, null, null, null, null, null, null);
            return List.of();
        } catch (ApiException error) {
            var problem = client.getObjectMapper().readValue(error.getResponseBody(), Problem.class);
            var first = problem.getErrors().get(0);
            return List.of(error.getCode(), problem.getCode(), first.getParameter(), first.getSuggestion());
        }
    }

    static List<Object> missing() throws Exception {
        try {
            exercises.getExercise("no-such-exercise", null);
            return List.of();
        } catch (ApiException error) {
            var problem = client.getObjectMapper().readValue(error.getResponseBody(), Problem.class);
            return List.of(error.getCode(), problem.getCode());
        }
    }

    static String meant(String text) throws ApiException {
        var answer = new ComplaintsApi(client).matchComplaints(new ComplaintText().text(text), null);
        return answer.getMatches().get(0).getComplaint().getSlug();
    }

    static List<Object> planned() throws ApiException {
        var asked = new PlanRequest()
                .addComplaintsItem("plantar-heel-pain")
                .minutesPerSession(10)
                .sessionsPerWeek(3)
                .weeks(4);
        var plan = new PlansApi(client).recommendPlan(asked, null);
        var sessions = plan.getPhases().get(0).getSessions();
        return List.of(plan.getOutcome(), sessions.stream().mapToInt(session -> session.getDays().size()).sum());
    }

    static int unchanged() throws ApiException {
        var api = new VocabulariesApi(client);
        var tag = api.listEquipmentWithHttpInfo(null, null, null).getHeaders().get("etag").get(0);
        try {
            api.listEquipment(null, null, null, Map.of("If-None-Match", tag));
            return 200;
        } catch (ApiException notModified) {
            return notModified.getCode();
        }
    }

    static List<Object> news() throws ApiException {
        var api = new SyncApi(client);
        var manifest = api.getBundle(null);
        var first = api.getChanges(null, null, 2, null);
        var changes = api.getChanges(manifest.getNextAfter(), manifest.getCatalogueId(), null, null);
        return List.of(first.getItems().size(), changes.getNextAfter().equals(manifest.getNextAfter()));
    }
}
