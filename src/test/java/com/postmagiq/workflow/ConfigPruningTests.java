package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Which versions of a workspace's configuration are let go. */
@RunsTest
class ConfigPruningTests {
    private static final String OURS = "/workflow-configs/ours";

    private final Api owner;
    private final Lab lab;
    private final Database database;

    ConfigPruningTests(@LocalServerPort int port, Database database) {
        this.owner = Newsroom.open(port).owner;
        this.lab = new Lab(owner);
        this.database = database;
    }

    @Test
    void given_an_experiment_that_waits__when_many_versions_follow__then_those_of_its_arms_stay()
            throws IOException {
        var yaml = Files.readString(Path.of("workflows/configs/offline.yaml"));
        assertThat(owner.post("/workflow-configs", Map.of("slug", "ours", "yaml", yaml)).status())
                .isEqualTo(201);
        save(1, yaml);
        save(2, yaml);
        var experiment =
                lab.start(
                        lab.set(1),
                        Map.of(
                                "a", Map.of("config_slug", "ours", "version", 1),
                                "b", Map.of("config_slug", "ours", "version", 2)),
                        Map.of());
        lab.ended(experiment);
        waitsAgain(experiment);

        for (var revision = 3; revision <= 55; revision++) {
            save(revision, yaml);
        }

        assertThat(versions()).contains(1, 2).doesNotContain(3).contains(56);
    }

    private void save(int revision, String yaml) {
        var saved =
                owner.with("If-Match", "\"%d\"".formatted(revision))
                        .put(OURS, Map.of("yaml", "# %d%n%s".formatted(revision, yaml)));
        assertThat(saved.status()).as(saved.raw().body()).isEqualTo(200);
    }

    /** As if none of its cells had begun: nothing but the experiment itself names the versions. */
    private void waitsAgain(String experiment) {
        Maintenance.update(
                database,
                "delete from app.evaluation_results where workspace_id = ?",
                owner.workspaceId());
        Maintenance.update(
                database,
                "delete from app.workflow_runs where workspace_id = ?",
                owner.workspaceId());
        Maintenance.update(
                database,
                "update app.evaluation_experiments set status = 'queued', started_at = null, completed_at = null where id = ?",
                UUID.fromString(experiment));
    }

    private List<Integer> versions() {
        return owner.get(OURS + "/versions?limit=200")
                .at("/items")
                .valueStream()
                .map(version -> version.path("version").asInt())
                .toList();
    }
}
