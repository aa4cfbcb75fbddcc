package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * Somebody of one workspace, in every role, calls every described route with what belongs to
 * another: ids in the path, the query and the body. Routes come from the description of the
 * interface, so a new one is tried without a word here; one with a new kind of id fails until it is
 * said what such an id is. Whatever was tried, no row of the other workspace is another than
 * before.
 */
@PostmagiqTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossTenantRoutesTests {
    private static final Set<Integer> REFUSED = Set.of(404, 409, 422);

    /** Names that every workspace may use, such as a shipped configuration's. */
    private static final Map<String, String> COMMON =
            Map.ofEntries(
                    Map.entry("slug", "offline"),
                    Map.entry("n", "0"),
                    Map.entry("state", "draft"),
                    Map.entry("story_key", "0"),
                    Map.entry("resource_type", "run"),
                    Map.entry("task_name", "audit-seal"),
                    Map.entry("template_type", "email"),
                    Map.entry("unsubscribe_token", "no-such-token"),
                    Map.entry("token", "no-such-token"),
                    Map.entry("expires", "1"),
                    Map.entry("signature", "none"),
                    Map.entry("key", "backlog"),
                    Map.entry("platform", "linkedin"),
                    Map.entry("from", "1"),
                    Map.entry("to", "2"),
                    Map.entry("prompt_id", "crisis"));

    /** Days, where others have numbers of versions. */
    private static final Map<String, String> DAYS =
            Map.of("from", "2030-01-07", "to", "2030-01-08");

    private final Database database;
    private final Api stranger;
    private final DescribedRoutes described;
    private final List<Route> routes;
    private final Belongings ada;
    private final Belongings bob;
    private final List<Caller> members;

    CrossTenantRoutesTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
        this.described = new DescribedRoutes(stranger.get("/described").body());
        this.routes = described.all();
        this.ada = Belongings.of(stranger.signUp("Ada Lovelace"), database);
        this.bob = Belongings.of(stranger.signUp("Bob Moses"), database);
        this.members = Caller.inEveryRole(bob.person());
    }

    private List<Caller> members() {
        return members;
    }

    private List<Caller> outsiders() {
        return Stream.concat(
                        members.stream(),
                        Stream.of(new Caller("stranger", stranger.signUp("Sam Stranger"))))
                .toList();
    }

    @Test
    void given_no_token__when_any_guarded_route_is_called__then_it_asks_to_sign_in() {
        var before = rowsOf(ada);

        for (var route : routes) {
            if (route.needsToken()) {
                var answer = call(stranger, route, path(route, ada), body(route, ada));
                assertThat(answer.status()).as("%s: %s", route, answer.raw().body()).isEqualTo(401);
            }
        }

        assertThat(rowsOf(ada)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("outsiders")
    @Tag("tenancy-19")
    @Tag("content-5")
    @Tag("content-75")
    void given_another_workspace__when_its_routes_are_called_with_its_own_ids__then_there_is_none(
            Caller caller) {
        var before = rowsOf(ada);

        for (var route : routes) {
            if (route.insideWorkspace()) {
                var answer = call(caller.person(), route, path(route, ada), body(route, ada));
                assertThat(answer.status()).as("%s: %s", route, answer.raw().body()).isEqualTo(404);
                assertThat(answer.code()).as("%s", route).isEqualTo("workspace.not_found");
            }
        }

        assertThat(rowsOf(ada)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("members")
    @Tag("tenancy-20")
    @Tag("content-5")
    @Tag("content-75")
    void given_the_own_workspace__when_routes_name_what_another_owns__then_there_is_no_such_thing(
            Caller caller) {
        var before = rowsOf(ada);

        for (var route : routes) {
            if (!route.needsToken()) {
                continue;
            }
            for (var foreign : owned(route)) {
                var path = path(route, bob, Map.of(foreign, ada.id(route, foreign)));
                var answer = call(caller.person(), route, path, body(route, bob));
                if (!caller.lacksTheRight(answer)) {
                    assertThat(answer.status())
                            .as("%s with %s of another: %s", route, foreign, answer.raw().body())
                            .isEqualTo(404);
                }
            }
        }

        assertThat(rowsOf(ada)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("members")
    @Tag("tenancy-20")
    @Tag("content-5")
    @Tag("content-75")
    void
            given_the_own_workspace__when_queries_and_bodies_name_what_another_owns__then_it_is_refused(
                    Caller caller) {
        var before = rowsOf(ada);
        var tried = new ArrayList<String>();

        for (var route : routes) {
            // Without a file nothing is looked at; ImportTests names another's strategy with one.
            if (route.insideWorkspace() && !described.takesFile(route)) {
                for (var query : foreignQueries(route)) {
                    refusedOrEmpty(
                            caller,
                            route,
                            query,
                            call(caller.person(), route, query, body(route, bob)));
                    tried.add(query);
                }
                for (var body : foreignBodies(route)) {
                    refused(caller, route, call(caller.person(), route, path(route, bob), body));
                    tried.add(route + " " + body);
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

    /** The own path with each id of the query in turn being one of Ada's. */
    private List<String> foreignQueries(Route route) {
        return route.queryParameters().stream()
                .filter(CrossTenantRoutesTests::isId)
                .map(parameter -> withForeign(route, parameter))
                .toList();
    }

    private String withForeign(Route route, JsonNode parameter) {
        var name = parameter.path("name").asString();
        var foreign = ada.id(route, name);
        if (parameter.path("required").asBoolean(false)) {
            return path(route, bob, Map.of(name, foreign));
        }
        var own = path(route, bob);
        return own + (own.contains("?") ? "&" : "?") + name + "=" + foreign;
    }

    /** The own body with each id in turn being one of Ada's. */
    private List<Map<String, Object>> foreignBodies(Route route) {
        return described.partsOfBody(route).stream()
                .filter(part -> part.endsWith("_id"))
                // A new price takes no notice of an older one, whoever asked for that.
                .filter(part -> !(part.equals("quote_id") && route.path().endsWith("/quote")))
                .map(
                        part -> {
                            var body = body(route, bob);
                            body.remove("story_text");
                            body.put(part, ada.id(route, part));
                            return body;
                        })
                .toList();
    }

    /** What narrows a list may name anything; nothing else of another's is shown for it. */
    private void refusedOrEmpty(Caller caller, Route route, String query, Api.Answer answer) {
        if (answer.status() == 200 || answer.status() == 204) {
            var shown = answer.raw().body();
            assertThat(ada.ids().values().stream().filter(id -> !query.contains(id)))
                    .as("%s: %s", route, shown)
                    .noneMatch(shown::contains);
            return;
        }
        refused(caller, route, answer);
    }

    private static void refused(Caller caller, Route route, Api.Answer answer) {
        if (!caller.lacksTheRight(answer)) {
            assertThat(answer.status()).as("%s: %s", route, answer.raw().body()).isIn(REFUSED);
        }
    }

    private static boolean isId(JsonNode parameter) {
        return parameter.path("name").asString().endsWith("_id")
                || parameter.at("/schema/format").asString("").equals("uuid");
    }

    /** Variables that name something a workspace or person owns. */
    private static List<String> owned(Route route) {
        return route.variables().stream()
                .filter(name -> !name.equals("workspace_id") && !COMMON.containsKey(name))
                .toList();
    }

    private static String path(Route route, Belongings owner) {
        return path(route, owner, Map.of());
    }

    private static String path(Route route, Belongings owner, Map<String, String> replaced) {
        return route.path(
                name ->
                        replaced.containsKey(name)
                                ? replaced.get(name)
                                : COMMON.containsKey(name)
                                        ? common(route, name)
                                        : owner.id(route, name));
    }

    private static String common(Route route, String name) {
        var day = route.path().endsWith("/calendar") ? DAYS.get(name) : null;
        return day == null ? Objects.requireNonNull(COMMON.get(name)) : day;
    }

    private Map<String, Object> body(Route route, Belongings owner) {
        return described.body(route, name -> owner.id(route, name));
    }

    private Api.Answer call(Api caller, Route route, String path, Map<String, Object> body) {
        var answer = caller.send(route.method(), path, described.takesBody(route) ? body : null);
        if (answer.status() >= 400) {
            assertThat(answer.header("Content-Type").orElse(""))
                    .as("%s: %s", route, answer.raw().body())
                    .startsWith("application/problem+json");
            assertThat(answer.code()).as("%s", route).isIn(ProblemRegisterTests.CODES);
        }
        return answer;
    }

    private Map<String, String> rowsOf(Belongings owner) {
        return WorkspaceDigest.of(database, owner.person().workspaceId());
    }
}
