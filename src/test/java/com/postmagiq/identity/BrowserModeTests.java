package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;

@PostmagiqTest
@Tag("tenancy-63")
class BrowserModeTests {
    private final Api stranger;
    private final Api browser;

    BrowserModeTests(@LocalServerPort int port) {
        stranger = Api.at(port);
        browser = stranger.with("X-Client", "web");
    }

    @Test
    void given_our_pages__when_somebody_registers__then_scripts_never_see_the_refresh_token() {
        var registered = register();

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.body().has("refresh_token")).isFalse();
        assertThat(registered.header("Set-Cookie").orElseThrow())
                .startsWith("pm_refresh=rt_")
                .contains("HttpOnly", "SameSite=Strict", "Path=/api/v1/auth", "Max-Age=1209")
                .doesNotContain("Secure");
    }

    @Test
    void given_the_cookie__when_our_page_refreshes__then_a_new_cookie_takes_its_place() {
        var cookie = cookie(register());

        var refreshed =
                browser.with("Cookie", cookie)
                        .with("Sec-Fetch-Site", "same-origin")
                        .post("/api/v1/auth/refresh");

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.body().has("refresh_token")).isFalse();
        assertThat(cookie(refreshed)).startsWith("pm_refresh=rt_").isNotEqualTo(cookie);
    }

    @Test
    void given_a_browser_without_fetch_metadata__when_the_origin_is_ours__then_it_may_refresh() {
        var cookie = cookie(register());

        var own =
                browser.with("Cookie", cookie)
                        .with("Origin", browser.base())
                        .post("/api/v1/auth/refresh");

        assertThat(own.status()).isEqualTo(200);
    }

    @Test
    void given_the_cookie__when_another_site_or_client_sends_it__then_it_is_refused() {
        var cookie = cookie(register());
        var withCookie = browser.with("Cookie", cookie);

        assertThat(withCookie.post("/api/v1/auth/refresh").code()).isEqualTo("auth.csrf");
        assertThat(
                        withCookie
                                .with("Sec-Fetch-Site", "cross-site")
                                .post("/api/v1/auth/refresh")
                                .code())
                .isEqualTo("auth.csrf");
        assertThat(
                        withCookie
                                .with("Origin", "https://evil.example")
                                .post("/api/v1/auth/refresh")
                                .code())
                .isEqualTo("auth.csrf");
        var notWeb =
                stranger.with("Cookie", cookie)
                        .with("Sec-Fetch-Site", "same-origin")
                        .post("/api/v1/auth/refresh");
        assertThat(notWeb.status()).isEqualTo(403);
        assertThat(notWeb.code()).isEqualTo("auth.csrf");
    }

    @Test
    void given_the_cookie_alone__when_a_workspace_is_asked_for__then_it_signs_nobody_in() {
        var registered = register();
        var workspace = registered.text("/workspaces/0/workspace_id");

        var asked =
                browser.with("Cookie", cookie(registered))
                        .with("Sec-Fetch-Site", "same-origin")
                        .get("/api/v1/w/" + workspace);

        assertThat(asked.status()).isEqualTo(401);
    }

    @Test
    void given_the_cookie__when_signing_out__then_the_browser_forgets_it_and_it_is_dead() {
        var cookie = cookie(register());
        var own = browser.with("Cookie", cookie).with("Sec-Fetch-Site", "same-origin");

        var out = own.post("/api/v1/auth/logout");

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie").orElseThrow())
                .startsWith("pm_refresh=;")
                .contains("Max-Age=0");
        assertThat(own.post("/api/v1/auth/refresh").code()).isEqualTo("auth.refresh_invalid");
    }

    @Test
    void given_https__when_the_cookie_is_read__then_only_the_host_bound_one_counts() {
        var request = new MockHttpServletRequest();
        request.setSecure(true);
        request.setCookies(
                new jakarta.servlet.http.Cookie("pm_refresh", "rt_plain"),
                new jakarta.servlet.http.Cookie("__Host-pm_refresh", "rt_host"));

        assertThat(AuthCookie.REFRESH.of(request)).contains("rt_host");
        assertThat(TokenDelivery.forget(true).getFirst("Set-Cookie"))
                .startsWith("__Host-pm_refresh=;")
                .contains("Path=/;", "Secure", "HttpOnly", "SameSite=Strict");
    }

    private Api.Answer register() {
        return browser.post(
                "/api/v1/auth/register",
                Map.of(
                        "email",
                        Api.newEmail(),
                        "password",
                        Api.PASSWORD,
                        "full_name",
                        "Ada Lovelace"));
    }

    private static String cookie(Api.Answer answer) {
        var header = answer.header("Set-Cookie").orElseThrow();
        return header.substring(0, header.indexOf(';'));
    }
}
