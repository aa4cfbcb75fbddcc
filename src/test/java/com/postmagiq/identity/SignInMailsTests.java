package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Mailbox;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.database.Database;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the owner of an account is told when somebody signs in, or tries to. */
@PostmagiqTest
class SignInMailsTests {
    private static final String FIREFOX =
            "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";

    private final Database database;
    private final Api stranger;
    private final Mailbox mailbox;

    SignInMailsTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    void given_a_browser_never_seen__when_somebody_signs_in_there__then_they_are_told_once() {
        var browser = stranger.with("X-Client", "web").with("User-Agent", FIREFOX);
        var ada = browser.signUp("Ada Lovelace");
        var first = login(browser, ada.email(), Api.PASSWORD);
        var cookie =
                first.raw().headers().allValues("Set-Cookie").stream()
                        .filter(each -> each.startsWith("pm_device="))
                        .findFirst()
                        .orElseThrow()
                        .split(";", 2)[0];

        login(browser.with("Cookie", cookie), ada.email(), Api.PASSWORD);

        var mail = mailbox.newest(ada.email(), "new_sign_in");
        assertThat(mail.text("/text")).contains("Firefox on Linux", "127.0.0.1");
        assertThat(mailbox.all(ada.email(), "new_sign_in")).hasSize(1);
    }

    @Test
    @Tag("tenancy-5")
    void given_wrong_passwords__when_the_fifth_comes__then_the_owner_is_told_once_a_day() {
        var ada = stranger.signUp("Ada Lovelace");
        for (var i = 0; i < 4; i++) {
            login(stranger, ada.email(), "another wooden table");
        }
        assertThat(mailbox.all(ada.email(), "security_notice")).isEmpty();

        login(stranger, ada.email(), "another wooden table");
        login(stranger, ada.email(), "another wooden table");

        assertThat(mailbox.newest(ada.email(), "security_notice").text("/subject"))
                .isEqualTo("Wrong passwords for your account");
        assertThat(mailbox.all(ada.email(), "security_notice")).hasSize(1);
    }

    @Test
    void given_a_refresh_token_used_twice__when_the_session_is_ended__then_its_owner_is_told() {
        var ada = stranger.signUp("Ada Lovelace");
        refresh(ada);
        Maintenance.update(
                database,
                "update core.refresh_tokens set used_at = used_at - interval '11 seconds' where token_hash = ?",
                (Object) Sha256.of(ada.refreshToken()));

        assertThat(refresh(ada).code()).isEqualTo("auth.refresh_reused");

        assertThat(mailbox.newest(ada.email(), "security_notice").text("/text"))
                .contains("used a second time");
    }

    private Api.Answer refresh(Api person) {
        return stranger.post(
                "/api/v1/auth/refresh", Map.of("refresh_token", person.refreshToken()));
    }

    private static Api.Answer login(Api client, String email, String password) {
        return client.post("/api/v1/auth/login", Map.of("email", email, "password", password));
    }
}
