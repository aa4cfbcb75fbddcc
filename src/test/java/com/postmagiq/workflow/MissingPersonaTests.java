package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.workflow.config.ContentHash;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs whose configuration names a role that was there when they began and is gone since. */
@RunsTest
class MissingPersonaTests {
    private final Newsroom room;
    private final Database database;
    private final JdbcClient jdbc;

    MissingPersonaTests(@LocalServerPort int port, Database database, JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.room = Newsroom.open(port);
        this.database = database;
    }

    @Test
    @Tag("workflow-19")
    void
            given_a_role_that_has_gone_since_the_start__when_a_single_state_needs_it__then_the_visit_ends_with_that_cause_and_nobody_is_called() {
        room.uses("split").obliging();
        var run = room.start(Map.of("start_paused", true));
        loses(run, "story-reviewer", "departed-reviewer");

        room.post(run, "resume");

        var ended = room.awaits(run, "failed");
        assertThat(ended.text("/error/code")).isEqualTo("persona.unavailable");
        assertThat(ended.text("/error/state")).isEqualTo("story-review");
        assertThat(ended.text("/error/message")).contains("departed-reviewer");
        assertThat(room.calls()).as("no call with an empty role").isEmpty();
        assertThat(room.list(run, "invocations")).isEmpty();
        assertThat(room.events(run, "agent.started")).isEmpty();
        assertThat(room.events(run, "run.failed")).hasSize(1);
        assertThat(room.events(run).getLast().path("type").asString()).isEqualTo("run.failed");
    }

    @Test
    @Tag("workflow-19")
    void
            given_a_role_that_has_gone_since_the_start__when_several_writers_share_it__then_none_of_them_is_called() {
        room.uses("split").obliging();
        var run = room.start(Map.of("start_paused", true));
        loses(run, "writer", "departed-writer");

        room.post(run, "resume");

        var ended = room.awaits(run, "failed");
        assertThat(ended.text("/error/state")).isEqualTo("draft");
        assertThat(ended.text("/error/message")).contains("departed-writer");
        assertThat(room.calls())
                .extracting(call -> call.model())
                .containsExactly("m-reviewer-" + room.mark, "m-processor-" + room.mark);
        assertThat(room.way(run)).containsExactly("story-review", "story-process", "draft");
    }

    /** Pins the run to its configuration with another name in the place of a role. */
    private void loses(String run, String persona, String gone) {
        var pinned = room.run(run).text("/config_hash");
        var yaml =
                jdbc.sql("select yaml from core.workflow_config_versions where content_hash = ?")
                        .param(pinned)
                        .query(String.class)
                        .single();
        var changed = yaml.replace("persona: " + persona + "\n", "persona: " + gone + "\n");
        assertThat(changed).isNotEqualTo(yaml);
        var hash = ContentHash.of(changed);
        jdbc.sql(
                        "insert into core.workflow_config_versions (content_hash, slug, yaml) values (?, ?, ?)")
                .params(hash, room.slug(), changed)
                .update();
        Maintenance.update(
                database,
                "update app.workflow_runs set config_hash = ? where id = ?",
                hash,
                UUID.fromString(run));
    }
}
