package com.postmagiq.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Archive;
import com.postmagiq.Errand;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whoever came in by name only becomes a member when somebody says who they are. */
@PostmagiqTest
class PlaceholderTests {
    private final Api stranger;

    PlaceholderTests(@LocalServerPort int port) {
        this.stranger = Api.at(port);
    }

    @Test
    void
            given_people_who_came_in_by_name__when_one_is_given_to_a_member__then_their_work_is_the_members() {
        var ada = stranger.signUp("Ada Lovelace");
        var mia = Team.join(ada, "Mia Member", "editor");
        var post = mia.post("/posts", Map.of("topic", "By Mia")).text("/id");
        mia.post("/posts/" + post + "/assign", Map.of("assignee_id", mia.userId()));
        mia.post("/posts/" + post + "/comments", Map.of("body", "Said by Mia"));

        var eve = stranger.signUp("Eve Elsewhere");
        var there = arrived(eve, Archive.export(ada));
        var nia = Team.join(there, "Nia New", "editor");
        var vic = Team.join(there, "Vic Viewer", "viewer");
        assertThat(names(there)).contains("Ada Lovelace", "Mia Member");
        var named = idOf(there, "Mia Member");
        var before = there.get("/posts").at("/items/0");
        assertThat(before.at("/assignee_name").asString()).isEqualTo("Mia Member");

        refused(
                there.post("/placeholders/" + named + "/give", gift(vic)),
                422,
                "import.cannot_write");
        refused(
                there.post("/placeholders/" + named + "/give", Map.of("user_id", ada.userId())),
                422,
                "import.cannot_write");
        refused(nia.post("/placeholders/" + named + "/give", gift(nia)), 403, "scope_missing");
        assertThat(there.get("/posts").at("/items/0")).isEqualTo(before);

        assertThat(there.post("/placeholders/" + named + "/give", gift(nia)).status())
                .isEqualTo(204);

        var after = there.get("/posts").at("/items/0");
        assertThat(after.at("/assignee_name").asString()).isEqualTo("Nia New");
        var comments = there.get("/posts/" + after.at("/id").asString() + "/comments");
        assertThat(comments.at("/items/0/author_name").asString()).isEqualTo("Nia New");
        assertThat(names(there)).contains("Ada Lovelace").doesNotContain("Mia Member");
        refused(
                there.post("/placeholders/" + named + "/give", gift(nia)),
                404,
                "import.nobody_named");
        assertThat(there.get("/audit-logs?action=placeholder.given").at("/items")).hasSize(1);
    }

    @Test
    void given_a_name_of_another_workspace__then_it_is_nobody_here() {
        var ada = stranger.signUp("Ada Lovelace");
        ada.post("/posts", Map.of("topic", "By Ada"));
        var there = arrived(stranger.signUp("Eve Elsewhere"), Archive.export(ada));
        var named = idOf(there, "Ada Lovelace");

        assertThat(names(ada)).isEmpty();
        refused(
                ada.post("/placeholders/" + named + "/give", gift(ada)),
                404,
                "import.nobody_named");
        assertThat(names(there)).contains("Ada Lovelace");
    }

    private static Api arrived(Api person, byte[] archive) {
        var ended = Errand.awaitEnd(person, Archive.begin(person, archive));
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
        return person.in(UUID.fromString(ended.text("/result/workspace_id")));
    }

    private static List<String> names(Api person) {
        return person.get("/placeholders")
                .at("/items")
                .valueStream()
                .map(each -> each.path("full_name").asString())
                .toList();
    }

    private static String idOf(Api person, String name) {
        return person.get("/placeholders")
                .at("/items")
                .valueStream()
                .filter(each -> each.path("full_name").asString().equals(name))
                .map(each -> each.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> gift(Api to) {
        return Map.of("user_id", to.userId());
    }

    private static void refused(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
