package com.postmagiq.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.postmagiq.Api;
import com.postmagiq.Errand;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class AuditLogTests {
    private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64) Firefox/144.0";

    private final Database database;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final AuditTasks tasks;
    private final Api stranger;

    AuditLogTests(
            Database database,
            ApplicationEventPublisher events,
            TransactionTemplate transactions,
            AuditTasks tasks,
            @LocalServerPort int port) {
        this.database = database;
        this.events = events;
        this.transactions = transactions;
        this.tasks = tasks;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("tenancy-47")
    void
            given_a_change__when_the_log_is_read__then_it_tells_who_when_from_where_and_on_which_way() {
        var ada = stranger.with("User-Agent", AGENT).signUp("Ada Lovelace");
        var chosen = ada.put("/settings/workflow-config", Map.of("slug", "offline"));

        var log = ada.get("/audit-logs").at("/items");

        assertThat(log.valueStream().map(entry -> entry.path("action").asString()))
                .contains("workspace.created")
                .first()
                .isEqualTo("workflow_config.changed");
        var entry = log.get(0);
        assertThat(entry.at("/actor/id").asString()).isEqualTo(ada.userId().toString());
        assertThat(entry.at("/actor/name").asString()).isEqualTo("Ada Lovelace");
        assertThat(entry.path("label").asString()).isEqualTo("Workflow configuration changed");
        assertThat(entry.path("via").asString()).isEqualTo("api");
        assertThat(entry.path("outcome").asString()).isEqualTo("success");
        assertThat(entry.path("ip_address").asString()).isEqualTo("127.0.0.1");
        assertThat(entry.path("user_agent").asString()).isEqualTo(AGENT);
        assertThat(entry.path("request_id").asString())
                .isEqualTo(chosen.header("X-Request-Id").orElseThrow());
        assertThat(ada.get("/audit-logs/" + entry.path("id").asString()).body()).isEqualTo(entry);
    }

    @Test
    @Tag("tenancy-47")
    void given_signing_in_and_failing_to__when_an_operator_reads__then_each_left_one_entry() {
        var operator = Maintenance.operator(database, stranger.signUp("Otto Operator"));
        var ada = stranger.with("User-Agent", AGENT).signUp("Ada Lovelace");
        ada.signIn();
        stranger.post(
                "/api/v1/auth/login", Map.of("email", ada.email(), "password", "not the one"));

        var log =
                operator.get("/api/v1/admin/audit-logs?limit=200&actor_id=" + ada.userId())
                        .at("/items");

        assertThat(names(log))
                .containsExactlyInAnyOrder(
                        "auth.registered",
                        "workspace.created",
                        // registering signs in, too
                        "auth.login",
                        "auth.login",
                        "auth.login_failed");
        var login =
                log.valueStream()
                        .filter(entry -> entry.path("action").asString().equals("auth.login"))
                        .findFirst()
                        .orElseThrow();
        assertThat(login.path("ip_address").asString()).isEqualTo("127.0.0.1");
        assertThat(login.path("user_agent").asString()).isEqualTo(AGENT);
        assertThat(login.path("request_id").asString()).isNotBlank();
        assertThat(login.has("workspace_id")).isFalse();
        var failed =
                operator.get("/api/v1/admin/audit-logs?limit=1&action=auth.login_failed")
                        .at("/items/0");
        assertThat(failed.path("outcome").asString()).isEqualTo("failed");
    }

    @Test
    @Tag("tenancy-48")
    void given_an_entry__when_the_applications_role_changes_or_deletes_it__then_sql_refuses()
            throws SQLException {
        var ada = stranger.signUp("Ada Lovelace");
        for (var statement :
                new String[] {
                    "update app.audit_logs set action = 'post.deleted'",
                    "delete from app.audit_logs",
                    "truncate app.audit_logs",
                    "update app.audit_seals set entry_count = 0",
                    "delete from app.audit_seals",
                    "update core.audit_logs set action = 'post.deleted'",
                    "delete from core.audit_logs",
                    "delete from core.audit_seals"
                }) {
            try (var connection = database.access().app().connect()) {
                connection.setAutoCommit(false);
                try (var bind =
                        connection.prepareStatement(
                                "select set_config('app.workspace_id', ?, true)")) {
                    bind.setString(1, ada.workspaceId().toString());
                    bind.execute();
                }
                assertThatThrownBy(() -> connection.createStatement().execute(statement))
                        .as(statement)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("42501"));
            }
        }
        assertThat(ada.get("/audit-logs").at("/items")).isNotEmpty();
    }

    @Test
    @Tag("tenancy-49")
    void given_many_entries__when_paged_while_new_ones_come__then_none_is_left_out_or_told_twice() {
        var ada = stranger.signUp("Ada Lovelace");
        for (var i = 0; i < 11; i++) {
            publish(ada, "post.created", Ids.next());
        }
        var before = ids(ada.get("/audit-logs?limit=200"));

        var paged = new ArrayList<String>();
        var cursor = "";
        do {
            var page = ada.get("/audit-logs?limit=3" + cursor);
            assertThat(page.status()).as(page.raw().body()).isEqualTo(200);
            paged.addAll(ids(page));
            cursor = page.body().has("next_cursor") ? "&cursor=" + page.text("/next_cursor") : "";
            publish(ada, "post.deleted", Ids.next());
        } while (!cursor.isEmpty());

        assertThat(paged).containsExactlyElementsOf(before);
        assertThat(ada.get("/audit-logs?cursor=bm9uZQ").code()).isEqualTo("invalid_cursor");
    }

    @Test
    @Tag("tenancy-49")
    void given_entries_of_several_kinds__when_filtered__then_only_the_wanted_come() {
        var ada = stranger.signUp("Ada Lovelace");
        var post = Ids.next();
        publish(ada, "post.created", post);
        publish(ada, "post.updated", Ids.next());
        publish(ada, "member.left", Ids.next());
        var newest = ada.get("/audit-logs").text("/items/0/occurred_at");

        assertThat(actions(ada, "?action=post.created")).containsExactly("post.created");
        assertThat(actions(ada, "?action=post.*")).containsExactly("post.updated", "post.created");
        assertThat(actions(ada, "?q=left")).containsExactly("member.left");
        assertThat(actions(ada, "?resource_type=post&resource_id=" + post))
                .containsExactly("post.created");
        assertThat(actions(ada, "/resources/post/" + post)).containsExactly("post.created");
        assertThat(actions(ada, "/users/" + ada.userId())).contains("post.created", "member.left");
        assertThat(actions(ada, "?actor_id=" + UUID.randomUUID())).isEmpty();
        assertThat(actions(ada, "?outcome=failed")).isEmpty();
        assertThat(actions(ada, "?from=" + newest)).containsExactly("member.left");
        assertThat(actions(ada, "?to=" + newest)).doesNotContain("member.left").isNotEmpty();
        assertThat(ada.get("/audit-logs?action=cake.baked").code())
                .isEqualTo("audit.unknown_action");
        assertThat(ada.get("/audit-logs/actions").at("/items").size()).isGreaterThan(80);
    }

    @Test
    @Tag("tenancy-50")
    @Tag("tenancy-32")
    void given_an_editor_and_a_foreign_entry__when_they_ask__then_403_and_404() {
        var owner = stranger.signUp("Olga Owner");
        var editor =
                Maintenance.join(
                        database, stranger.signUp("Ed Itor"), owner.workspaceId(), "editor");
        var other = stranger.signUp("Bob Moses");
        var entry = owner.get("/audit-logs").text("/items/0/id");

        assertThat(editor.get("/audit-logs").code()).isEqualTo("scope_missing");
        assertThat(editor.get("/audit-logs/" + entry).code()).isEqualTo("scope_missing");
        assertThat(other.get("/audit-logs/" + entry).status()).isEqualTo(404);
        assertThat(other.get("/audit-logs/resources/workspace/" + owner.workspaceId()).status())
                .isEqualTo(404);
    }

    @Test
    void given_a_change_that_is_rolled_back__then_its_entry_goes_with_it_and_a_refusal_stays() {
        var ada = stranger.signUp("Ada Lovelace");

        CurrentWorkspace.run(
                ada.workspaceId(),
                () ->
                        transactions.executeWithoutResult(
                                state -> {
                                    events.publishEvent(entry("post.created", ada, Ids.next()));
                                    events.publishEvent(
                                            new Audited(
                                                    "post.published",
                                                    ada.userId(),
                                                    "post",
                                                    Ids.next(),
                                                    Map.of(),
                                                    Audited.Outcome.FAILED));
                                    state.setRollbackOnly();
                                }));

        assertThat(actions(ada, "?action=post.*")).containsExactly("post.published");
    }

    @Test
    @Tag("tenancy-76")
    void given_texts_and_addresses_in_changes__then_lengths_and_marks_are_kept_in_their_place() {
        var ada = stranger.signUp("Ada Lovelace");
        var changes =
                Map.of(
                        "story", new Audited.Change("short", "a long story ".repeat(30)),
                        "contact", new Audited.Change(ada.email(), null),
                        "limit", new Audited.Change(3, 5));

        CurrentWorkspace.run(
                ada.workspaceId(),
                () ->
                        events.publishEvent(
                                new Audited(
                                        "workspace.settings_changed",
                                        ada.userId(),
                                        "workspace",
                                        ada.workspaceId(),
                                        changes,
                                        Audited.Outcome.SUCCESS)));

        var told = ada.get("/audit-logs").at("/items/0/changes");
        assertThat(told.at("/story/changed").asBoolean()).isTrue();
        assertThat(told.at("/story/length").asInt()).isEqualTo(390);
        assertThat(told.at("/contact/old").asString()).isEqualTo("(address)");
        assertThat(told.at("/limit/new").asInt()).isEqualTo(5);
        var stored =
                Maintenance.call(
                        database,
                        rows ->
                                rows.sql(
                                                "select count(*) from app.audit_logs l where l::text ilike ? or l::text ilike ?")
                                        .params("%Lovelace%", "%@example.com%")
                                        .query(Integer.class)
                                        .single());
        assertThat(stored).isZero();
    }

    @Test
    @Tag("tenancy-76")
    void given_entries_older_than_thirty_days__when_swept__then_only_their_origins_are_gone() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        Maintenance.update(
                database,
                "update app.audit_origins set recorded_at = now() - interval '31 days' where workspace_id = ?",
                ada.workspaceId());

        tasks.forgetOrigins();
        tasks.forgetOrigins();

        var forgotten = ada.get("/audit-logs").at("/items/0");
        assertThat(forgotten.path("action").asString()).isEqualTo("workspace.created");
        assertThat(forgotten.has("ip_address")).isFalse();
        assertThat(bob.get("/audit-logs").text("/items/0/ip_address")).isEqualTo("127.0.0.1");
    }

    @Test
    @Tag("tenancy-76")
    void
            given_somebody_who_is_renamed_or_gone__when_the_log_is_read__then_names_are_those_of_now() {
        var ada = stranger.signUp("Ada Lovelace");
        publish(ada, "post.created", Ids.next());
        CurrentWorkspace.run(
                ada.workspaceId(),
                () ->
                        events.publishEvent(
                                Audited.done("member.left", UUID.randomUUID(), null, null)));
        Maintenance.update(
                database,
                "update core.users set full_name = 'Countess Lovelace' where id = ?",
                ada.userId());

        var log = ada.get("/audit-logs").at("/items");

        assertThat(log.at("/0/actor/name").asString()).isEqualTo("Deleted user");
        assertThat(log.at("/1/actor/name").asString()).isEqualTo("Countess Lovelace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    @Tag("tenancy-47")
    void given_a_log__when_exported__then_every_entry_is_in_the_file_and_the_export_in_the_log(
            String format) {
        var ada = stranger.signUp("Ada Lovelace");
        for (var i = 0; i < 205; i++) {
            publish(ada, "post.created", Ids.next());
        }

        var started =
                ada.post(
                        "/audit-logs/export",
                        Map.of("format", format, "filters", Map.of("action", "post.*")));

        assertThat(started.status()).as(started.raw().body()).isEqualTo(202);
        var ended = Errand.awaitEnd(ada, "/operations/" + started.text("/id"));
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
        assertThat(ended.at("/result/records").asInt()).isEqualTo(205);
        var file = ada.get("/operations/" + started.text("/id") + "/download");
        assertThat(file.header("Content-Disposition").orElseThrow())
                .contains("audit-log." + format);
        assertThat(file.raw().body().lines().filter(line -> line.contains("post.created")))
                .hasSize(205);
        var entry = ada.get("/audit-logs?action=data.exported").at("/items/0");
        assertThat(entry.path("ip_address").asString()).isEqualTo("127.0.0.1");
        assertThat(entry.path("request_id").asString())
                .isEqualTo(started.header("X-Request-Id").orElseThrow());
        var wrong = Map.of("format", format, "filters", Map.of("action", "cake"));
        assertThat(ada.post("/audit-logs/export", wrong).code()).isEqualTo("audit.unknown_action");
    }

    @Test
    void given_writes_that_are_refused__then_the_log_tells_once_a_minute_for_each_route() {
        var owner = stranger.signUp("Olga Owner");
        var viewer =
                Maintenance.join(
                        database, stranger.signUp("Vi Ewer"), owner.workspaceId(), "viewer");
        var body = new LinkedHashMap<String, Object>(Map.of("story", "a"));

        for (var i = 0; i < 3; i++) {
            assertThat(viewer.post("/workflow-runs", body).code()).isEqualTo("scope_missing");
        }
        assertThat(viewer.get("/audit-logs").code()).isEqualTo("scope_missing");

        var denied = owner.get("/audit-logs?action=access.denied").at("/items");
        assertThat(denied.size()).isBetween(1, 2); // two when a minute ended meanwhile
        assertThat(denied.at("/0/outcome").asString()).isEqualTo("denied");
        assertThat(denied.at("/0/actor/id").asString()).isEqualTo(viewer.userId().toString());
        assertThat(denied.at("/0/changes/route/new").asString())
                .isEqualTo("POST /api/v1/w/{workspace_id}/workflow-runs");
    }

    private void publish(Api actor, String action, UUID resource) {
        CurrentWorkspace.run(
                actor.workspaceId(), () -> events.publishEvent(entry(action, actor, resource)));
    }

    private static Audited entry(String action, Api actor, UUID resource) {
        var type = action.substring(0, action.indexOf('.'));
        return Audited.done(action, actor.userId(), type, resource);
    }

    private static List<String> ids(Api.Answer page) {
        return page.at("/items").valueStream().map(entry -> entry.path("id").asString()).toList();
    }

    private static Stream<String> names(JsonNode items) {
        return items.valueStream().map(entry -> entry.path("action").asString());
    }

    private static List<String> actions(Api reader, String query) {
        var answer = reader.get("/audit-logs" + query);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return names(answer.at("/items")).toList();
    }
}
