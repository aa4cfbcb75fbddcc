package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    @Tag("identity-42")
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
    @Tag("identity-33")
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
            var answer =
                    member.send(
                            route.method(),
                            path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString()),
                            null);
            var refused = answer.status() == 403 && answer.code().equals("scope_missing");
            assertThat(refused).as("%s for %s", route, role).isEqualTo(!allowed(role, route));
            if (refused) {
                assertThat(answer.text("/role")).isEqualTo(role.code());
                assertThat(answer.text("/required/0"))
                        .isEqualTo(route.scope().orElseThrow().code());
            }
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

    private static boolean allowed(Role role, TenantRoutes.Route route) {
        return route.scope().map(scope -> RoleMatrix.allows(role, scope)).orElse(true);
    }
}
