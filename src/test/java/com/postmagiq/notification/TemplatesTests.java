package com.postmagiq.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Mailbox;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
@Tag("tenancy-79")
class TemplatesTests {
    private static final String INVITE = "/templates/email/workspace_invite";
    private static final String OWN =
            """
            Subject: {{inviter_name}} wants you in {{workspace_name}}

            Come and write with us.

            [Join]({{link}})
            """;

    private final Database database;
    private final Api stranger;
    private final Mailbox mailbox;

    TemplatesTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    void given_own_words__when_somebody_is_invited__then_they_win_until_they_are_set_back() {
        var olga = stranger.signUp("Olga Owner");
        var saved = olga.with("If-Match", "0").put(INVITE, Map.of("content", OWN));
        assertThat(saved.status()).as(saved.raw().body()).isEqualTo(200);
        assertThat(saved.header("ETag")).contains("\"1\"");

        var first = invitation(olga);
        var preview = olga.get(INVITE + "/preview");
        assertThat(olga.delete(INVITE).status()).isEqualTo(204);
        var second = invitation(olga);

        assertThat(first.text("/subject"))
                .isEqualTo("Olga Owner wants you in Olga Owner's workspace");
        assertThat(first.text("/text"))
                .startsWith(
                        "Hello,\n\nCome and write with us.\n\nhttp://localhost:8080/auth/invite?token=");
        assertThat(preview.text("/subject"))
                .isEqualTo("Grace Hopper wants you in Olga Owner's workspace");
        assertThat(second.text("/subject")).isEqualTo("You are invited to Olga Owner's workspace");
        assertThat(olga.delete(INVITE).status()).isEqualTo(204);
        assertThat(olga.get("/audit-logs").at("/items").valueStream())
                .extracting(entry -> entry.path("action").asString())
                .contains("template.changed", "template.reset");
    }

    @Test
    void given_own_words__when_the_installations_move_on__then_they_are_marked_outdated() {
        var operator = Maintenance.operator(database, stranger.signUp("Op Erator"));
        var olga = stranger.signUp("Olga Owner");
        var words = "Subject: New owner\n\nLook.\n\n[Look]({{link}})\n";
        olga.with("If-Match", "0")
                .put("/templates/email/owner_transferred", Map.of("content", words));
        assertThat(template(olga).path("outdated").asBoolean()).isFalse();

        var known = ofAll(operator);
        var route = "/api/v1/admin/templates/email/owner_transferred";
        var tag = known.path("revision").asString();
        var body = Map.of("content", "Subject: Another owner\n\nHm.\n\n[Look]({{link}})\n");
        var saved = operator.with("If-Match", tag).put(route, body);
        var again = operator.with("If-Match", tag).put(route, body);

        assertThat(saved.status()).as(saved.raw().body()).isEqualTo(200);
        assertThat(again.code()).isEqualTo("stale_revision");
        assertThat(template(olga).path("outdated").asBoolean()).isTrue();
        assertThat(template(olga).path("source").asString()).isEqualTo("workspace");
        assertThat(template(stranger.signUp("Nina New")).path("content").asString())
                .startsWith("Subject: Another owner");
    }

    @Test
    void given_two_who_save_at_once__when_both_began_with_the_same__then_one_is_told() {
        var olga = stranger.signUp("Olga Owner");
        olga.with("If-Match", "0").put(INVITE, Map.of("content", OWN));

        assertThat(olga.with("If-Match", "0").put(INVITE, Map.of("content", OWN)).code())
                .isEqualTo("stale_revision");
        assertThat(olga.with("If-Match", "1").put(INVITE, Map.of("content", OWN)).status())
                .isEqualTo(200);
        assertThat(olga.put(INVITE, Map.of("content", OWN)).code())
                .isEqualTo("precondition_required");
    }

    @ParameterizedTest
    @CsvSource({
        "email, workspace_invite, 'Hello there', template.invalid, 1, 1",
        "email, workspace_invite, 'Subject: A', template.invalid, 2, 1",
        "email, workspace_invite, 'Subject: A||b {{c', template.invalid, 3, 3",
        "email, workspace_invite, 'Subject: A||[b](http://evil.example)', template.invalid, 3, 3",
        "email, workspace_invite, 'Subject: A||no link', template.invalid, 1, 1",
        "email, workspace_invite, 'Subject: A||{{password}}||[b]({{link}})', template.variable_unknown, 0, 0",
        "email, password_reset, 'Subject: A||[b]({{link}})', template.not_overridable, 0, 0",
        "workspace_seed, tutorial, 'Subject: A||b', template.not_overridable, 0, 0",
        "email, no_such_mail, 'Subject: A||b', template.not_found, 0, 0"
    })
    void given_words_with_an_error__when_they_are_saved__then_it_is_named_with_its_place(
            String type, String slug, String content, String code, int line, int column) {
        var olga = stranger.signUp("Olga Owner");

        var saved =
                olga.with("If-Match", "0")
                        .put(
                                "/templates/" + type + "/" + slug,
                                Map.of("content", content.replace("|", "\n")));

        assertThat(saved.code()).as(saved.raw().body()).isEqualTo(code);
        assertThat(saved.at("/line").asInt(0)).isEqualTo(line);
        assertThat(saved.at("/column").asInt(0)).isEqualTo(column);
    }

    @Test
    void given_a_workspace__when_its_mails_are_listed__then_only_those_about_it_are_there() {
        var olga = stranger.signUp("Olga Owner");

        var listed = olga.get("/templates?type=email");
        var page = olga.get("/templates?limit=1");

        assertThat(slugs(listed))
                .containsExactly(
                        "api_key_notice",
                        "invite_accepted",
                        "owner_transferred",
                        "workspace_invite");
        assertThat(slugs(page)).containsExactly("api_key_notice");
        assertThat(slugs(olga.get("/templates?limit=2&cursor=" + page.text("/next_cursor"))))
                .containsExactly("invite_accepted", "owner_transferred");
        assertThat(slugs(olga.get("/templates?type=persona"))).isEmpty();
        assertThat(Team.join(olga, "Edda Editor", "editor").get("/templates").code())
                .isEqualTo("scope_missing");
    }

    private Api.Answer invitation(Api owner) {
        var email = Api.newEmail();
        Team.invite(owner, email, "viewer");
        return mailbox.newest(email, "workspace_invite");
    }

    private static JsonNode template(Api person) {
        return find(person.get("/templates"));
    }

    private static JsonNode ofAll(Api operator) {
        return find(operator.get("/api/v1/admin/templates"));
    }

    private static JsonNode find(Api.Answer list) {
        return list.at("/items")
                .valueStream()
                .filter(each -> each.path("slug").asString().equals("owner_transferred"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> slugs(Api.Answer list) {
        return list.at("/items").valueStream().map(each -> each.path("slug").asString()).toList();
    }
}
