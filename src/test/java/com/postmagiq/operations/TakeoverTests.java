package com.postmagiq.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Work in batches that loses its node in the middle, by the example of imported posts. */
@PostmagiqTest
class TakeoverTests {
    private static final int ROWS = 5_000;

    private final Database database;
    private final OperationRunner runner;
    private final Api ada;

    TakeoverTests(Database database, OperationRunner runner, @LocalServerPort int port) {
        this.database = database;
        this.runner = runner;
        this.ada = Api.at(port).signUp("Ada Lovelace");
    }

    @Test
    @Tag("content-48")
    void
            given_an_import__when_its_node_is_lost_in_the_middle__then_another_ends_it_without_a_double()
                    throws InterruptedException {
        var id = sent(ada, ROWS);
        var lost = Thread.ofVirtual().start(() -> attempt(id));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> operation(id).at("/done").asInt() >= ROWS / 5);

        // Another node begins: what the first one writes from here on counts for nothing.
        attempt(id);
        lost.join();

        var ended = operation(id);
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
        assertThat(ended.at("/result/created").asInt()).isEqualTo(ROWS);
        assertThat(ended.at("/result/failed").asInt()).isZero();
        assertThat(
                        count(
                                "select count(*) from app.operations where attempts = 2 and workspace_id = ?"))
                .isEqualTo(1);
        assertThat(count("select count(*) from app.posts where workspace_id = ?")).isEqualTo(ROWS);
        assertThat(count("select count(distinct topic) from app.posts where workspace_id = ?"))
                .isEqualTo(ROWS);
        assertThat(count("select max(post_number) from app.posts where workspace_id = ?"))
                .isEqualTo(ROWS);
    }

    @Test
    void given_somebody_who_may_not_write_any_more__when_their_file_comes_in__then_nothing_does() {
        var mia = Team.join(ada, "Mia Member", "editor");
        var id = sent(mia, 1);
        ada.patch("/members/" + Team.membershipOf(mia), Map.of("role", "viewer"));

        attempt(id);

        var failed = mia.get("/operations/" + id);
        assertThat(failed.text("/status")).isEqualTo("failed");
        assertThat(failed.text("/error_code")).isEqualTo("import.no_right");
        assertThat(ada.get("/posts").at("/items")).isEmpty();
    }

    /** A file that has been looked at and begins, without a task of its own. */
    private UUID sent(Api person, int rows) {
        var table =
                IntStream.range(0, rows)
                        .mapToObj("Topic %d,Words of the post.\n"::formatted)
                        .collect(Collectors.joining("", "topic,content\n", ""));
        var sent =
                person.upload(
                        "/content/import",
                        "file",
                        "posts.csv",
                        table.getBytes(StandardCharsets.UTF_8));
        assertThat(sent.text("/status")).as(sent.raw().body()).isEqualTo("needs_review");
        Maintenance.update(
                database,
                "update app.operations set status = 'queued' where workspace_id = ?",
                ada.workspaceId());
        return UUID.fromString(sent.text("/id"));
    }

    private void attempt(UUID id) {
        CurrentWorkspace.run(ada.workspaceId(), () -> runner.attempt(Ledger.WORKSPACE, id));
    }

    private Api.Answer operation(UUID id) {
        return ada.get("/operations/" + id);
    }

    private int count(String sql) {
        return Maintenance.call(
                database,
                jdbc -> jdbc.sql(sql).param(ada.workspaceId()).query(Integer.class).single());
    }
}
