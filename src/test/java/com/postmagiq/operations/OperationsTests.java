package com.postmagiq.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Errand;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Long work, by the example of the exported audit log. */
@PostmagiqTest
class OperationsTests {
    private final Database database;
    private final OperationRunner runner;
    private final OperationTasks tasks;
    private final Api stranger;

    OperationsTests(
            Database database,
            OperationRunner runner,
            OperationTasks tasks,
            @LocalServerPort int port) {
        this.database = database;
        this.runner = runner;
        this.tasks = tasks;
        this.stranger = Api.at(port);
    }

    @Test
    void given_long_work__when_it_has_ended__then_it_is_shown_to_its_starter_and_nobody_else() {
        var ada = stranger.signUp("Ada Lovelace");
        var eve = Team.join(ada, "Eve Editor", "admin");
        var path = exported(ada);

        assertThat(ada.get(path).at("/progress").asInt()).isEqualTo(100);
        assertThat(ada.get("/operations").at("/items")).hasSize(1);
        assertThat(ada.get("/operations?kind=bulk").at("/items")).isEmpty();
        assertThat(eve.get("/operations").at("/items")).isEmpty();
        assertThat(eve.get(path).code()).isEqualTo("operation.not_found");
        assertThat(eve.get(path + "/download").status()).isEqualTo(404);
    }

    @Test
    void given_a_file_that_was_made__when_files_are_listed__then_it_is_no_ones_attachment() {
        var ada = stranger.signUp("Ada Lovelace");
        var file = ada.get(exported(ada)).text("/file_asset_id");

        assertThat(ada.get("/assets").at("/items")).isEmpty();
        assertThat(ada.get("/assets/" + file + "/content").status()).isEqualTo(404);
        assertThat(ada.delete("/assets/" + file).status()).isEqualTo(404);
    }

    @Test
    void given_somebody_who_lost_the_right__when_they_fetch_the_file__then_it_stays_closed() {
        var ada = stranger.signUp("Ada Lovelace");
        var mia = Team.join(ada, "Mia Member", "admin");
        var path = exported(mia);
        var membership = Team.membershipOf(mia);
        ada.patch("/members/" + membership, Map.of("role", "viewer"));

        var answer = mia.get(path + "/download");

        assertThat(answer.code()).isEqualTo("scope_missing");
    }

    @Test
    void given_ended_work__when_it_is_cancelled_or_its_file_is_gone__then_it_says_so() {
        var ada = stranger.signUp("Ada Lovelace");
        var path = exported(ada);
        Maintenance.update(
                database,
                "update app.operations set expires_at = now() - interval '1 minute' where workspace_id = ?",
                ada.workspaceId());

        assertThat(ada.post(path + "/cancel").code()).isEqualTo("operation.ended");
        assertThat(ada.get(path + "/download").code()).isEqualTo("operation.file_gone");
    }

    @Test
    void given_work_that_waits__when_cancelled__then_it_never_runs() {
        var ada = stranger.signUp("Ada Lovelace");
        var id = waiting(ada, "queued", 0);

        assertThat(ada.get("/operations/" + id + "/download").code())
                .isEqualTo("operation.no_file");
        assertThat(ada.post("/operations/" + id + "/cancel").text("/status"))
                .isEqualTo("cancelled");
        attempt(ada, id);

        assertThat(ada.get("/operations/" + id).text("/status")).isEqualTo("cancelled");
    }

    @Test
    void given_work_whose_server_died__when_it_is_taken_up_again__then_it_ends_with_one_file() {
        var ada = stranger.signUp("Ada Lovelace");
        var id = waiting(ada, "running", 1);

        attempt(ada, id);
        attempt(ada, id);

        assertThat(ada.get("/operations/" + id).text("/status")).isEqualTo("succeeded");
        var files =
                Maintenance.call(
                        database,
                        jdbc ->
                                jdbc.sql("select count(*) from app.assets where workspace_id = ?")
                                        .param(ada.workspaceId())
                                        .query(Integer.class)
                                        .single());
        assertThat(files).isEqualTo(1);
    }

    @Test
    void given_work_that_died_five_times__when_it_is_taken_up_again__then_it_is_given_up() {
        var ada = stranger.signUp("Ada Lovelace");
        var id = waiting(ada, "running", 5);

        attempt(ada, id);

        var failed = ada.get("/operations/" + id);
        assertThat(failed.text("/status")).isEqualTo("failed");
        assertThat(failed.text("/error_code")).isEqualTo("operation.gave_up");
        assertThat(failed.text("/error_detail")).contains("start it again");
    }

    @Test
    void given_work_that_ended_a_month_ago__when_swept__then_it_is_forgotten() {
        var ada = stranger.signUp("Ada Lovelace");
        var path = exported(ada);
        Maintenance.update(
                database,
                "update app.operations set finished_at = now() - interval '31 days' where workspace_id = ?",
                ada.workspaceId());

        tasks.sweep();

        assertThat(ada.get(path).status()).isEqualTo(404);
    }

    private static String exported(Api person) {
        var started = person.post("/audit-logs/export", Map.of("format", "jsonl"));
        assertThat(started.status()).as(started.raw().body()).isEqualTo(202);
        var path = "/operations/" + started.text("/id");
        assertThat(Errand.awaitEnd(person, path).text("/status")).isEqualTo("succeeded");
        return path;
    }

    private void attempt(Api person, UUID id) {
        CurrentWorkspace.run(person.workspaceId(), () -> runner.attempt(Ledger.WORKSPACE, id));
    }

    /** As it stands in the table when no task has come to it. */
    private UUID waiting(Api person, String status, int attempts) {
        var id = Ids.next();
        Maintenance.update(
                database,
                """
                insert into app.operations (workspace_id, id, kind, status, params, attempts, created_by_id, created_at)
                values (?, ?, 'audit_export', ?, '{"format": "csv"}', ?, ?, now())
                """,
                person.workspaceId(),
                id,
                status,
                attempts,
                person.userId());
        return id;
    }
}
