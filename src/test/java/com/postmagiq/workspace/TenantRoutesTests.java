package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.postmagiq.Api;
import com.postmagiq.Keys;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@PostmagiqTest
class TenantRoutesTests {
    private static final Path MATRIX = Path.of("src/test/resources/role-matrix.csv");

    /** A stream, which answers for as long as it is read. */
    private static final String ENDLESS = "/board/events";

    /** How a program is told that this is not for it. */
    private static final Set<String> OF_PEOPLE =
            Set.of("scope_missing", "auth.token_type", "auth.reauthentication_required");

    private static final Path ACTUAL = Path.of("target/role-matrix.csv");

    private final Database database;
    private final TenantRoutes routes;
    private final Api stranger;

    TenantRoutesTests(Database database, TenantRoutes routes, @LocalServerPort int port) {
        this.database = database;
        this.routes = routes;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("tenancy-42")
    void given_all_tenant_routes__when_rights_change__then_the_change_shows_in_a_checked_in_file()
            throws IOException {
        var header = "method,route,scope,owner,admin,editor,viewer\n";
        var actual =
                routes.all().stream()
                        .map(TenantRoutesTests::line)
                        .collect(Collectors.joining("\n", header, "\n"));
        Files.writeString(ACTUAL, actual);

        assertThat(actual)
                .as("If the change of rights is meant, copy %s to %s", ACTUAL, MATRIX)
                .isEqualTo(Files.readString(MATRIX, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @Tag("tenancy-33")
    void given_a_role__when_every_route_is_called__then_exactly_the_forbidden_ones_are_refused(
            Role role) {
        var owner = stranger.signUp("Olga Owner");
        var member =
                role == Role.OWNER
                        ? owner
                        : Maintenance.join(
                                database,
                                stranger.signUp("Mia Member"),
                                owner.workspaceId(),
                                role.code());

        for (var route : routes.all()) {
            var path = route.pattern().substring(TenantRoutes.PREFIX.length());
            if (path.equals(ENDLESS) && allowed(role, route)) {
                continue;
            }
            var answer =
                    member.send(
                            route.method(),
                            path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString()),
                            null);
            var refused = answer.status() == 403 && answer.code().equals("scope_missing");
            assertThat(refused).as("%s for %s", route, role).isEqualTo(!allowed(role, route));
            if (path.equals("/members/leave") && answer.status() == 204) {
                Maintenance.join(database, member, owner.workspaceId(), role.code());
            }
            if (refused) {
                assertThat(answer.text("/role")).isEqualTo(role.code());
                assertThat(answer.text("/required/0"))
                        .isEqualTo(route.scope().orElseThrow().code());
            }
        }
    }

    @Test
    @Tag("workflow-44")
    void
            given_a_key_with_every_right__when_every_route_is_called__then_what_is_of_people_is_closed() {
        var program = Keys.programForAll(stranger.signUp("Olga Owner"));

        for (var route : routes.all()) {
            var path = route.pattern().substring(TenantRoutes.PREFIX.length());
            if (path.equals(ENDLESS)) {
                continue;
            }
            var answer =
                    program.send(
                            route.method(),
                            path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString()),
                            null);
            assertThat(OF_PEOPLE.contains(answer.code()))
                    .as("%s: %s", route, answer.raw().body())
                    .isEqualTo(!openToKeys(route));
        }
    }

    @Test
    void given_a_tenant_route_without_a_right__when_the_application_starts__then_it_refuses() {
        assertThatThrownBy(() -> start(Undeclared.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/api/v1/w/{workspace_id}/leaks")
                .hasMessageContaining("exactly one of @RequiresScope and @AnyMember");
    }

    @Test
    void given_a_right_on_a_route_outside__when_the_application_starts__then_it_refuses() {
        assertThatThrownBy(() -> start(Misplaced.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not lie under");
    }

    @RequestMapping("/api/v1/w/{workspace_id}/leaks")
    static class Undeclared {
        @GetMapping
        String leak() {
            return "everything";
        }
    }

    @RequestMapping("/api/v1/elsewhere")
    static class Misplaced {
        @GetMapping
        @RequiresScope(Scope.CONTENT_READ)
        String read() {
            return "nothing checks this";
        }
    }

    private static void start(Class<?> controller) throws Exception {
        try (var context = new GenericWebApplicationContext()) {
            context.refresh();
            var mapping = new RequestMappingHandlerMapping();
            mapping.setApplicationContext(context);
            mapping.afterPropertiesSet();
            var handler = controller.getDeclaredConstructor().newInstance();
            var method = controller.getDeclaredMethods()[0];
            var info =
                    org.springframework.web.servlet.mvc.method.RequestMappingInfo.paths(
                                    controller.getAnnotation(RequestMapping.class).value())
                            .methods(org.springframework.web.bind.annotation.RequestMethod.GET)
                            .options(mapping.getBuilderConfiguration())
                            .build();
            mapping.registerMapping(info, handler, method);
            new TenantRoutes(mapping).afterSingletonsInstantiated();
        }
    }

    private static String line(TenantRoutes.Route route) {
        var marks =
                Arrays.stream(Role.values())
                        .map(role -> allowed(role, route) ? "y" : "-")
                        .collect(Collectors.joining(","));
        return "%s,%s,%s,%s"
                .formatted(
                        route.method(),
                        route.pattern(),
                        route.scope().map(Scope::code).orElse("any member"),
                        marks);
    }

    private static boolean openToKeys(TenantRoutes.Route route) {
        return !route.ofPeople() && route.scope().map(RoleMatrix::allowsKey).orElse(true);
    }

    private static boolean allowed(Role role, TenantRoutes.Route route) {
        return route.scope().map(scope -> RoleMatrix.allows(role, scope)).orElse(true);
    }
}
