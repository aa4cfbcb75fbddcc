package com.postmagiq.content;

import static com.postmagiq.content.Desk.post;
import static com.postmagiq.content.Desk.save;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
@Tag("content-38")
class SearchTests {
    /** No setting on a fresh connection, an empty one on a used connection. */
    private static final List<String> NO_CONTEXT = List.of("42704", "22P02");

    private final Database database;
    private final Api owner;

    SearchTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.owner = Api.at(port).signUp("Olga Owner");
    }

    @Test
    void given_posts__when_words_are_looked_for__then_the_best_come_first() {
        post(owner, "topic", "Deleting meetings", "content", "We deleted three of them.");
        post(owner, "topic", "Pricing", "content", "In meetings nobody talks of prices.");
        post(owner, "topic", "Hiring", "story_used", "The interview took place in a quiet office.");
        post(owner, "topic", "Unrelated", "tags", List.of("clocks"));

        assertThat(topics("meeting")).containsExactly("Deleting meetings", "Pricing");
        assertThat(topics("\"quiet office\"")).containsExactly("Hiring");
        assertThat(topics("\"office quiet\"")).isEmpty();
        assertThat(topics("meetings -prices")).containsExactly("Deleting meetings");
        assertThat(topics("inter")).containsExactly("Hiring");
        assertThat(topics("qu")).isEmpty();
        assertThat(topics("clocks OR pricing")).containsExactlyInAnyOrder("Unrelated", "Pricing");
        assertThat(owner.get("/search").code()).isEqualTo("validation_failed");
        assertThat(owner.get("/search?q=" + "x".repeat(201)).status()).isEqualTo(422);
        assertThat(owner.get("/search?q=a&cursor=abc").code()).isEqualTo("invalid_cursor");
    }

    @Test
    void given_a_name__when_it_is_looked_for__then_that_post_comes_first() {
        var ref = post(owner, "chapter_id", Desk.chapter(owner), "topic", "First").text("/ref");
        post(owner, "topic", "About c1p1 and 1");

        for (var name : List.of(ref, "post_01", "#1")) {
            var found = search(name).at("/items/0");
            assertThat(found.path("ref").asString()).as(name).isEqualTo("c1p1");
            assertThat(found.path("match").asString()).isEqualTo("ref");
        }
        assertThat(search("c2p1").at("/items")).isEmpty();
    }

    @Test
    void given_text_that_looks_like_html__when_it_is_found__then_it_is_shown_as_text() {
        post(owner, "topic", "<b>Ana's meetings</b> & more");

        var fragment = search("meetings").text("/items/0/highlights/0/fragment");

        assertThat(fragment).contains("<mark>meetings</mark>", "&lt;b&gt;", "&#39;");
        assertThat(fragment.replace("<mark>", "").replace("</mark>", "")).doesNotContain("<", ">");
    }

    @Test
    void
            given_something_just_said__when_it_is_looked_for__then_it_is_found_at_once_and_here_only() {
        var ref = Desk.written(owner, "Nothing special.");
        save(owner, ref, "The zeppelin landed.");
        assertThat(topics("zeppelin")).hasSize(1);
        save(owner, ref, "It left again.");
        assertThat(topics("zeppelin")).isEmpty();
        owner.post("/posts/" + ref + "/comments", Map.of("body", "Where is the gondola?"));
        assertThat(topics("gondola")).hasSize(1);
        owner.patch("/posts/" + ref, Map.of("tags", List.of("aviation")));
        assertThat(topics("aviation")).hasSize(1);

        var bob = owner.stranger().signUp("Bob Moses");
        assertThat(bob.get("/search?q=aviation").at("/items")).isEmpty();
        owner.delete("/posts/" + ref);
        assertThat(topics("aviation")).isEmpty();
    }

    @Test
    void given_many_hits__when_they_are_paged__then_each_comes_once() {
        for (var i = 0; i < 7; i++) {
            post(owner, "topic", "Meeting " + i);
        }

        var first = owner.get("/search?q=meeting&limit=4");
        var second = owner.get("/search?q=meeting&limit=4&cursor=" + first.text("/next_cursor"));

        assertThat(first.at("/items")).hasSize(4);
        assertThat(second.at("/items")).hasSize(3);
        assertThat(second.at("/items/0/id")).isNotEqualTo(first.at("/items/3/id"));
    }

    @Test
    void given_another_language__when_the_workspace_writes_in_it__then_its_stems_are_found() {
        post(owner, "topic", "Die Häuser am Fluss");
        assertThat(topics("Häusern")).isEmpty();

        var changed = owner.patch("", Map.of("language", "german"));

        assertThat(changed.text("/language")).as(changed.raw().body()).isEqualTo("german");
        await().untilAsserted(() -> assertThat(topics("Häusern")).hasSize(1));
        assertThat(search("Häusern").text("/items/0/highlights/0/fragment"))
                .contains("<mark>Häuser</mark>");
        post(owner, "topic", "Ein altes Haus");
        assertThat(topics("Häusern")).hasSize(2);
    }

    @Test
    void given_words_in_different_places__when_they_are_looked_for__then_the_telling_place_wins() {
        post(owner, "topic", "Said once", "story_used", "Somebody mentioned a lighthouse.");
        var discussed = post(owner, "topic", "Talked about", "content", "Nothing here.");
        owner.post(
                "/posts/" + discussed.text("/id") + "/comments", Map.of("body", "Say lighthouse."));
        post(
                owner,
                "topic",
                "Written",
                "content",
                "The lighthouse stood alone, far from any town.");
        post(owner, "topic", "Written often", "content", "Lighthouse, lighthouse and lighthouse.");
        post(owner, "topic", "The lighthouse keeper", "content", "He went home.");
        for (var i = 0; i < 20; i++) {
            post(
                    owner,
                    "topic",
                    "Noise " + i,
                    "content",
                    "A house with a light in it, number " + i);
        }

        assertThat(topics("lighthouse"))
                .containsExactly(
                        "The lighthouse keeper",
                        "Written often",
                        "Written",
                        "Said once",
                        "Talked about");
    }

    @Test
    void given_filters__when_words_are_looked_for__then_they_narrow_what_is_found() {
        var chapter = Desk.chapter(owner);
        var goal = owner.get("/chapters/" + chapter).text("/goal_id");
        post(owner, "topic", "Meeting in a chapter", "chapter_id", chapter);
        Desk.ready(owner, "A meeting nobody wanted.");

        assertThat(search("meeting").at("/items")).hasSize(2);
        assertThat(owner.get("/search?q=meeting&status=ready").at("/items")).hasSize(1);
        assertThat(owner.get("/search?q=meeting&goal_id=" + goal).text("/items/0/title"))
                .isEqualTo("Meeting in a chapter");
        assertThat(search("!!").at("/items")).isEmpty();
    }

    /** What the one function that passes the fence shows, asked by the application's own role. */
    @Test
    void given_the_search_function__when_it_is_called__then_it_shows_only_the_bound_workspace()
            throws SQLException {
        post(owner, "topic", "A kingfisher");
        var bob = owner.stranger().signUp("Bob Moses");
        try (var connection = database.access().app().connect();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery(FIND))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(NO_CONTEXT).contains(refused.getSQLState()));
            assertThat(found(statement, bob)).isZero();
            assertThat(found(statement, owner)).isEqualTo(1);
            assertThatThrownBy(() -> statement.execute("set role postmagiq_search"))
                    .isInstanceOf(SQLException.class);
        }
    }

    /** Found among the newest posts or by the index of words: nobody can tell by the answer. */
    @Test
    void given_a_word_nearly_every_post_has__when_few_or_many_are_wanted__then_they_are_the_newest()
            throws SQLException {
        for (var n = 1; n <= 45; n++) {
            post(owner, "topic", n % 10 == 0 ? "A heron" : "A kingfisher " + n);
        }
        try (var connection = database.access().app().connect();
                var statement = connection.createStatement()) {
            assertThat(topics(statement, "kingfisher", 3))
                    .containsExactly("A kingfisher 45", "A kingfisher 44", "A kingfisher 43");
            assertThat(topics(statement, "heron", 3)).containsOnly("A heron").hasSize(3);
            assertThat(topics(statement, "kingfisher", 1000))
                    .hasSize(41)
                    .startsWith("A kingfisher 45")
                    .endsWith("A kingfisher 1");
            assertThat(topics(statement, "kingfisher", Integer.MAX_VALUE)).hasSize(41);
        }
    }

    private List<String> topics(Statement statement, String word, int most) throws SQLException {
        statement.execute(
                "select set_config('app.workspace_id', '%s', false)"
                        .formatted(owner.workspaceId()));
        var topics = new ArrayList<String>();
        try (var rows =
                statement.executeQuery(
                        """
                        select p.topic from app.search_post_ids(to_tsquery('simple', '%s'), %d) as found (id)
                          join app.posts p on p.id = found.id order by p.id desc
                        """
                                .formatted(word, most))) {
            while (rows.next()) {
                topics.add(rows.getString(1));
            }
        }
        return topics;
    }

    private static final String FIND =
            "select count(*) from app.search_post_ids(to_tsquery('simple', 'kingfisher'), 10)";

    private static int found(Statement statement, Api person) throws SQLException {
        statement.execute(
                "select set_config('app.workspace_id', '%s', false)"
                        .formatted(person.workspaceId()));
        try (var rows = statement.executeQuery(FIND)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private List<String> topics(String words) {
        return search(words)
                .at("/items")
                .valueStream()
                .map(found -> found.path("title").asString())
                .toList();
    }

    private Api.Answer search(String words) {
        var found = owner.get("/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        assertThat(found.status()).as(found.raw().body()).isEqualTo(200);
        return found;
    }
}
