package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Mailbox;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.identity.Authenticator;
import com.postmagiq.kernel.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class SecondFactorRuleTests {
    private static final String SWITCH = "security.require_second_factor";
    private static final String START = "security.second_factor_from";

    private final Database database;
    private final SecondFactorReminder reminder;
    private final Api stranger;
    private final Mailbox mailbox;

    SecondFactorRuleTests(
            Database database, SecondFactorReminder reminder, @LocalServerPort int port) {
        this.database = database;
        this.reminder = reminder;
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    @Tag("tenancy-69")
    void given_the_rule__when_the_grace_is_over__then_members_need_a_second_factor() {
        var owner = stranger.signUp("Olive Owner");
        var ben = joined(owner, "editor");
        Authenticator.enrol(owner);
        assertThat(change(owner, Map.of(SWITCH, true)).status()).isEqualTo(200);
        assertThat(ben.get("/members").status()).isEqualTo(200);

        assertThat(begin(owner, Instant.now().minusSeconds(60)).status()).isEqualTo(200);

        var refused = ben.get("/members");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("auth.second_factor_setup_required");
        assertThat(ben.post("/workflow-runs", "{}").code())
                .isEqualTo("auth.second_factor_setup_required");
        assertThat(ben.get("").status()).isEqualTo(200);
        assertThat(ben.get("/permissions").status()).isEqualTo(200);
        var phone = Authenticator.enrol(ben);
        assertThat(ben.get("/members").status()).isEqualTo(403);
        assertThat(signedIn(ben, phone).get("/members").status()).isEqualTo(200);
        assertThat(
                        ben.post(
                                        "/api/v1/auth/reauthenticate",
                                        Map.of(
                                                "password",
                                                Api.PASSWORD,
                                                "code",
                                                phone.recoveryCodes().getFirst()))
                                .status())
                .isEqualTo(204);
        assertThat(ben.get("/members").status()).isEqualTo(200);
        assertThat(ben.delete("/api/v1/auth/second-factors/totp/" + phone.id()).code())
                .isEqualTo("auth.second_factor_demanded");
        // The owner's own session is older than their factor.
        assertThat(change(owner, Map.of(SWITCH, false)).code())
                .isEqualTo("auth.second_factor_setup_required");
    }

    @Test
    @Tag("tenancy-69")
    void given_the_rule__when_a_member_wants_none_of_it__then_they_may_leave() {
        var owner = stranger.signUp("Olive Owner");
        var ben = joined(owner, "editor");
        Authenticator.enrol(owner);
        change(owner, Map.of(SWITCH, true));
        begin(owner, Instant.now().minusSeconds(60));

        assertThat(ben.post("/members/leave").status()).isEqualTo(204);
    }

    @Test
    @Tag("tenancy-69")
    void given_an_owner_without_a_factor_or_an_admin__when_they_switch_it_on__then_they_cannot() {
        var owner = stranger.signUp("Olive Owner");
        var admin = joined(owner, "admin");

        assertThat(change(owner, Map.of(SWITCH, true)).code())
                .isEqualTo("auth.second_factor_missing");
        Authenticator.enrol(admin);
        var refused = change(admin, Map.of(SWITCH, true));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("scope_missing");
    }

    @Test
    @Tag("tenancy-69")
    void given_the_rule_begins_soon__when_the_day_comes__then_who_has_no_factor_is_told_once() {
        var owner = stranger.signUp("Olive Owner");
        var ben = joined(owner, "editor");
        Authenticator.enrol(owner);
        begin(owner, Instant.now().plus(Duration.ofDays(5)));
        reminder.remind();
        assertThat(soon(ben)).isZero();

        begin(owner, Instant.now().plus(Duration.ofHours(40)));
        reminder.remind();
        reminder.remind();

        mailbox.awaitSent(ben.email(), "security_notice", 2);
        assertThat(soon(ben)).isEqualTo(1);
        assertThat(mailbox.all(owner.email(), "security_notice"))
                .noneMatch(mail -> subject(mail).startsWith("Two days left"));
    }

    private long soon(Api person) {
        return mailbox.all(person.email(), "security_notice").stream()
                .filter(mail -> subject(mail).startsWith("Two days left"))
                .count();
    }

    private String subject(JsonNode mail) {
        return stranger.get("/api/v1/dev/mailbox/" + mail.path("id").asString()).text("/subject");
    }

    @Test
    void given_members__when_they_are_listed__then_who_looks_after_them_sees_who_has_a_factor() {
        var owner = stranger.signUp("Olive Owner");
        var ben = joined(owner, "editor");
        Authenticator.enrol(ben);

        assertThat(owner.get("/members").at("/items").valueStream())
                .extracting(member -> member.path("has_second_factor").asBoolean())
                .containsExactly(false, true);
        assertThat(ben.get("/members").at("/items").valueStream())
                .noneMatch(member -> member.has("has_second_factor"));
    }

    @Test
    void given_the_rule__then_it_begins_within_a_month_and_in_a_week_when_nothing_is_said() {
        var owner = stranger.signUp("Olive Owner");
        Authenticator.enrol(owner);
        var inAWeek = Instant.now().plus(Duration.ofDays(7));

        var on = change(owner, Map.of(SWITCH, true));

        assertThat(Instant.parse(on.at("/settings").path(START).asString()))
                .isCloseTo(inAWeek, org.assertj.core.api.Assertions.within(1, ChronoUnit.MINUTES));
        var late = Instant.now().plus(Duration.ofDays(31)).toString();
        assertThat(change(owner, Map.of(SWITCH, true, START, late)).code())
                .isEqualTo("validation_failed");
        assertThat(change(owner, Map.of(SWITCH, true, START, "soon")).code())
                .isEqualTo("validation_failed");
        var off = change(owner, Map.of(SWITCH, false));
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.at("/settings").has(START)).isFalse();
    }

    private Api joined(Api owner, String role) {
        return Maintenance.join(database, stranger.signUp("Ben Member"), owner.workspaceId(), role);
    }

    private static Api.Answer begin(Api owner, Instant from) {
        return change(owner, Map.of(SWITCH, true, START, from.toString()));
    }

    private static Api.Answer change(Api person, Map<String, Object> settings) {
        return person.patch("", Map.of("settings", new HashMap<>(settings)));
    }

    /** Another session of the person, with a code. */
    private Api signedIn(Api person, Authenticator phone) {
        var first =
                stranger.post(
                        "/api/v1/auth/login",
                        Map.of("email", person.email(), "password", Api.PASSWORD));
        var second =
                stranger.post(
                        "/api/v1/auth/second-factor",
                        Map.of("challenge", first.text("/challenge"), "code", phone.code(1)));
        return person.as(second, person.email(), person.workspaceId());
    }
}
