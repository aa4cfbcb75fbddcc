package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Signing in by an issuer that somebody else has written. */
@PostmagiqTest
class RealIssuerTests extends IssuersTest {
    private final String subject = UUID.randomUUID().toString();
    private final String email = Api.newEmail();

    RealIssuerTests(@LocalServerPort int port) {
        super(Api.at(port));
        REAL.knows(subject, email, "Ada Lovelace");
    }

    @Test
    @Tag("tenancy-71")
    void given_a_person_of_a_real_issuer__when_they_come_twice__then_they_are_registered_once() {
        var first = browser.exchange(visit("login"));
        var second = browser.exchange(visit("login"));

        assertThat(first.status()).as(first.raw().body()).isEqualTo(200);
        assertThat(first.text("/user/email")).isEqualTo(email);
        assertThat(first.text("/user/full_name")).isEqualTo("Ada Lovelace");
        assertThat(first.at("/user/email_verified").asBoolean()).isTrue();
        assertThat(second.status()).as(second.raw().body()).isEqualTo(200);
        assertThat(second.text("/user/id")).isEqualTo(first.text("/user/id"));
        var me = stranger.as(second, email, null).get("/api/v1/auth/me");
        assertThat(me.at("/memberships")).hasSize(1);
        assertThat(me.text("/memberships/0/role")).isEqualTo("owner");
    }

    @Test
    @Tag("tenancy-71")
    void given_a_code_of_a_real_issuer__when_it_comes_a_second_time__then_nobody_is_in() {
        var visit = browser.start("real", "login");
        var back = REAL.signIn(visit.address(), subject);
        var arrived = browser.arrive(back, visit.cookie());
        var later = browser.start("real", "login");
        var code = parameter(back, "code");
        var replayed =
                "%s?code=%s&state=%s"
                        .formatted(RealIssuer.REDIRECT, code, parameter(later.address(), "state"));

        assertThat(browser.arrive(replayed, later.cookie()))
                .containsExactly(Map.entry("error", "auth.oidc_failed"));
        assertThat(browser.arrive(back, visit.cookie()))
                .containsEntry("error", "auth.link_invalid");
        assertThat(browser.exchange(arrived).status()).isEqualTo(200);
        assertThat(browser.exchange(arrived).code()).isEqualTo("auth.link_invalid");
    }

    @Test
    @Tag("tenancy-72")
    void given_an_account_with_the_address__when_a_real_issuer_names_it__then_it_must_be_linked() {
        var ada = stranger.signUp("Ada Lovelace", email);

        assertThat(browser.exchange(visit("login")).code()).isEqualTo("auth.oidc_link_required");
        var linked =
                ada.post("/api/v1/auth/oidc/exchange", Map.of("code", visit("link").get("code")));

        assertThat(linked.status()).as(linked.raw().body()).isEqualTo(204);
        assertThat(browser.exchange(visit("login")).text("/user/id"))
                .isEqualTo(ada.userId().toString());
    }

    private Map<String, String> visit(String intent) {
        var leaving = browser.start("real", intent);
        return browser.arrive(REAL.signIn(leaving.address(), subject), leaving.cookie());
    }

    private static String parameter(String address, String name) {
        for (var part : address.split("\\?", 2)[1].split("&", -1)) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        throw new AssertionError("No %s in %s".formatted(name, address));
    }
}
