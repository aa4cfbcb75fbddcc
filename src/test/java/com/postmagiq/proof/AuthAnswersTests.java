package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class AuthAnswersTests {
    private final Api stranger;

    AuthAnswersTests(@LocalServerPort int port) {
        this.stranger = Api.at(port);
    }

    /** Taken from the description, so that a new route is asked without a word here. */
    @Test
    @Tag("tenancy-63")
    void given_any_route_of_signing_in__when_it_answers__then_nobody_may_keep_the_answer() {
        var ada = stranger.signUp("Ada Lovelace");
        var described = new DescribedRoutes(stranger.get("/described").body());
        var routes =
                described.all().stream()
                        .filter(route -> route.path().startsWith("/api/v1/auth/"))
                        .toList();

        assertThat(routes).hasSizeGreaterThan(30);
        for (var route : routes) {
            var path = route.path(_ -> UUID.randomUUID().toString());
            var body =
                    described.takesBody(route)
                            ? described.body(route, _ -> UUID.randomUUID().toString())
                            : null;
            // signing out is a change like others here, and ends Ada's session for those after it
            for (var caller : new Api[] {stranger, ada}) {
                assertThat(caller.send(route.method(), path, body).header("Cache-Control"))
                        .as("%s", route)
                        .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
            }
        }
    }
}
