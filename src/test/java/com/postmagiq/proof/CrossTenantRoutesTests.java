package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import com.postmagiq.kernel.database.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * Somebody of one workspace calls every described route with what belongs to another. Routes come
 * from the description of the interface, so a new one is tried without a word here; one with a new
 * kind of id fails until it is said what such an id is.
 */
@PostmagiqTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossTenantRoutesTests {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final String INSIDE = "/api/v1/w/{workspace_id}";

    /** Names that every workspace may use, such as a shipped configuration's. */
    private static final Map<String, String> COMMON =
            Map.of("slug", "offline", "n", "0", "state", "draft", "story_key", "0");

    private record Route(String method, String path, JsonNode description) {
        boolean needsToken() {
            return description.has("security");
        }

        List<String> variables() {
            return VARIABLE.matcher(path).results().map(match -> match.group(1)).toList();
        }

        /** Variables that name something a workspace or person owns. */
        List<String> owned() {
            return variables().stream()
                    .filter(name -> !name.equals("workspace_id") && !COMMON.containsKey(name))
                    .toList();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** A person with a finished run, one that waits, and what belongs to them, by kind of id. */
    private record Owner(Api person, Map<String, String> ids) {}

    private final Database database;
    private final Api stranger;
    private final JsonNode document;
    private final List<Route> routes = new ArrayList<>();
    private final Owner ada;
    private final Owner bob;

    CrossTenantRoutesTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
        this.document = stranger.get("/v3/api-docs").body();
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                routes.add(
                        new Route(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue()));
            }
        }
        this.ada = owner("Ada Lovelace");
        this.bob = owner("Bob Moses");
    }

    @Test
    void given_no_token__when_any_guarded_route_is_called__then_it_asks_to_sign_in() {
        for (var route : routes) {
            if (route.needsToken()) {
                var answer = call(stranger, route, fill(route, ada, ada), body(route, ada));
                assertThat(answer.status()).as("%s: %s", route, answer.raw().body()).isEqualTo(401);
            }
        }
    }

    @Test
    @Tag("identity-21")
    void
            given_another_workspace__when_its_routes_are_called_with_its_own_ids__then_there_is_none() {
        var before = rowsOf(ada);

        for (var route : routes) {
            if (route.path().startsWith(INSIDE)) {
                var answer = call(bob.person(), route, fill(route, ada, ada), body(route, ada));
                assertThat(answer.status()).as("%s: %s", route, answer.raw().body()).isEqualTo(404);
                assertThat(answer.code()).as("%s", route).isEqualTo("workspace.not_found");
            }
        }

        assertThat(rowsOf(ada)).isEqualTo(before);
    }

    @Test
    @Tag("identity-21")
    void
            given_the_own_workspace__when_routes_name_what_another_owns__then_there_is_no_such_thing() {
        var before = rowsOf(ada);

        for (var route : routes) {
            if (!route.needsToken() || route.owned().isEmpty()) {
                continue;
            }
            for (var foreign : route.owned()) {
                var path = fill(route, bob, bob, Map.of(foreign, id(route, foreign, ada)));
                var answer = call(bob.person(), route, path, body(route, bob));
                assertThat(answer.status())
                        .as("%s with %s of another: %s", route, foreign, answer.raw().body())
                        .isEqualTo(404);
            }
        }

        assertThat(rowsOf(ada)).isEqualTo(before);
    }

    @Test
    @Tag("identity-21")
    void
            given_the_own_workspace__when_queries_and_bodies_name_what_another_owns__then_it_is_refused() {
        var before = rowsOf(ada);
        var tried = new ArrayList<String>();

        for (var route : routes) {
            if (!route.path().startsWith(INSIDE)) {
                continue;
            }
            var own = fill(route, bob, bob);
            for (var parameter : route.description().path("parameters")) {
                var name = parameter.path("name").asString();
                if (parameter.path("in").asString().equals("query") && isId(parameter, name)) {
                    var query = (own.contains("?") ? "&" : "?") + name + "=" + id(route, name, ada);
                    var path = own.replaceAll("[?&]" + name + "=[^&]*", "");
                    refusedOrEmpty(
                            route, call(bob.person(), route, path + query, body(route, bob)));
                    tried.add(route + "?" + name);
                }
            }
            for (var part : schemaOfBody(route).path("properties").properties()) {
                // A new price takes no notice of an older one, whoever asked for that.
                var ignored = part.getKey().equals("quote_id") && route.path().endsWith("/quote");
                if (part.getKey().endsWith("_id") && !ignored) {
                    var body = new LinkedHashMap<>(body(route, bob));
                    body.remove("story_text");
                    body.put(part.getKey(), id(route, part.getKey(), ada));
                    refused(route, call(bob.person(), route, own, body));
                    tried.add(route + " " + part.getKey());
                }
            }
        }

        assertThat(tried).hasSizeGreaterThanOrEqualTo(4);
        assertThat(rowsOf(ada)).isEqualTo(before);
    }

    @Test
    void given_the_event_stream__when_another_workspaces_run_is_asked_for__then_there_is_none() {
        var reader = bob.person().with("Accept", "text/event-stream");
        var run = ada.ids().get("run");

        assertThat(reader.get("/workflow-runs/" + run + "/events").status()).isEqualTo(404);
        assertThat(
                        reader.in(ada.person().workspaceId())
                                .get("/workflow-runs/" + run + "/events")
                                .status())
                .isEqualTo(404);
    }

    /** What narrows a list may name anything; nothing of another's is shown for it. */
    private static void refusedOrEmpty(Route route, Api.Answer answer) {
        if (answer.status() == 200) {
            assertThat(answer.at("/items").isArray()).as("%s", route).isTrue();
            assertThat(answer.at("/items")).as("%s", route).isEmpty();
            return;
        }
        refused(route, answer);
    }

    private static void refused(Route route, Api.Answer answer) {
        assertThat(answer.status()).as("%s: %s", route, answer.raw().body()).isIn(404, 409, 422);
    }

    private static boolean isId(JsonNode parameter, String name) {
        return name.endsWith("_id") || parameter.at("/schema/format").asString("").equals("uuid");
    }

    private Owner owner(String name) {
        var person = stranger.signUp(name);
        var golden = Storyteller.compare(person);
        Storyteller.settleIn(person);
        var story = Storyteller.offline(person);
        var run = story.approveToTheEnd();
        story.dismissAFinding();
        var waiting = Storyteller.offline(person);
        var asked = waiting.untilQuiet();
        var ids = new LinkedHashMap<String, String>();
        ids.put("run", story.runId());
        ids.put("output", run.path("final_output_id").asString());
        ids.put("post", run.path("post_id").asString());
        ids.put("decision", asked.at("/open_decision/id").asString());
        ids.put("report", story.look("/quality").path("id").asString());
        ids.put("user", person.userId().toString());
        ids.put(
                "quote",
                person.post(
                                "/workflow-runs/quote",
                                Map.of(
                                        "story",
                                        Storyteller.story("fire-company"),
                                        "config",
                                        "offline"))
                        .text("/quote_id"));
        ids.put("asset", story.attachANote());
        ids.put("transcription", story.leaveATranscription(database));
        ids.put("set", golden.setId());
        ids.put("case", golden.caseId());
        ids.put("experiment", golden.experimentId());
        ids.put("session", person.get("/api/v1/auth/sessions").text("/items/0/id"));
        return new Owner(person, Map.copyOf(ids));
    }

    private static String id(Route route, String variable, Owner owner) {
        var kind =
                switch (variable) {
                    case "id" ->
                            route.path().contains("/workflow-runs/")
                                    ? "run"
                                    : route.path().contains("/quality/reports/")
                                            ? "report"
                                            : route.path().contains("/auth/sessions/")
                                                    ? "session"
                                                    : route.path().contains("/assets/")
                                                            ? "asset"
                                                            : route.path().contains("/transcribe/")
                                                                    ? "transcription"
                                                                    : "";
                    case "run_id", "fork_of", "a", "b" -> "run";
                    case "started_by" -> "user";
                    case "output_id", "against" -> "output";
                    case "decision_id" -> "decision";
                    case "quote_id" -> "quote";
                    case "set_id" -> "set";
                    case "case_id" -> "case";
                    case "experiment_id" -> "experiment";
                    case "post_ref", "post_id" -> "post";
                    default -> "";
                };
        var id = owner.ids().get(kind);
        if (id == null) {
            throw new AssertionError(
                    "%s has an id '%s' this test knows nothing of: say what it is"
                            .formatted(route, variable));
        }
        return id;
    }

    private static String fill(Route route, Owner workspace, Owner ids) {
        return fill(route, workspace, ids, Map.of());
    }

    private static String fill(
            Route route, Owner workspace, Owner ids, Map<String, String> replaced) {
        var path =
                VARIABLE.matcher(route.path())
                        .replaceAll(
                                match -> {
                                    var name = match.group(1);
                                    if (name.equals("workspace_id")) {
                                        return workspace.person().workspaceId().toString();
                                    }
                                    if (replaced.containsKey(name)) {
                                        return replaced.get(name);
                                    }
                                    return COMMON.containsKey(name)
                                            ? COMMON.get(name)
                                            : id(route, name, ids);
                                });
        var query = new StringBuilder();
        for (var parameter : route.description().path("parameters")) {
            if (parameter.path("in").asString().equals("query")
                    && parameter.path("required").asBoolean(false)) {
                var name = parameter.path("name").asString();
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append("=")
                        .append(id(route, name, ids));
            }
        }
        return path + query;
    }

    private JsonNode schemaOfBody(Route route) {
        return resolved(route.description().at("/requestBody/content/application~1json/schema"));
    }

    private JsonNode resolved(JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    /** What the route takes, with its required parts only. */
    private Map<String, Object> body(Route route, Owner owner) {
        return object(route, schemaOfBody(route), owner);
    }

    private Map<String, Object> object(Route route, JsonNode schema, Owner owner) {
        var body = new LinkedHashMap<String, Object>();
        for (var required : schema.path("required")) {
            var name = required.asString();
            body.put(name, value(route, name, schema.path("properties").path(name), owner));
        }
        return body;
    }

    private Object value(Route route, String name, JsonNode part, Owner owner) {
        if (name.endsWith("_id")) {
            return id(route, name, owner);
        }
        if (!part.path("enum").isMissingNode()) {
            return part.at("/enum/0").asString();
        }
        if (part.has("$ref")) {
            return object(route, resolved(part), owner);
        }
        return switch (part.path("type").asString("")) {
            case "string" ->
                    name.equals("story") ? Storyteller.story("fire-company") : "plain text";
            case "integer", "number" -> 1;
            case "boolean" -> true;
            default ->
                    throw new AssertionError(
                            "%s takes '%s' as %s, which this test cannot fill"
                                    .formatted(route, name, part));
        };
    }

    private Api.Answer call(Api caller, Route route, String path, Map<String, Object> body) {
        var takesBody = !schemaOfBody(route).isMissingNode();
        return caller.send(route.method(), path, takesBody ? body : null);
    }

    /** A fingerprint of everything the owner's workspace and account have, table by table. */
    private Map<String, String> rowsOf(Owner owner) {
        return Maintenance.call(
                database,
                rows -> {
                    var digests = new TreeMap<String, String>();
                    var tables =
                            rows.sql(
                                            """
                                            select c.relname, bool_or(a.attname = 'workspace_id')
                                              from pg_class c
                                              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                                             where c.relnamespace = 'app'::regnamespace
                                               and c.relkind in ('r', 'p') and not c.relispartition
                                             group by c.relname
                                            """)
                                    .query(
                                            (row, _) ->
                                                    Map.entry(row.getString(1), row.getBoolean(2)))
                                    .list();
                    for (var table : tables) {
                        var name = table.getKey();
                        var condition =
                                name.equals("workspaces")
                                        ? "id = :w"
                                        : table.getValue()
                                                ? "workspace_id = :w"
                                                : "%s in (select account_id from app.workspaces where id = :w)"
                                                        .formatted(
                                                                name.equals("accounts")
                                                                        ? "id"
                                                                        : "account_id");
                        digests.put(
                                name,
                                rows.sql(
                                                "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from app.%s t where %s"
                                                        .formatted(name, condition))
                                        .param("w", owner.person().workspaceId())
                                        .query(String.class)
                                        .single());
                    }
                    return digests;
                });
    }
}
