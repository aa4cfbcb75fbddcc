package com.postmagiq.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;

@PostmagiqTest
@Tag("tenancy-75")
class SealTests {
    private final Database database;
    private final ApplicationEventPublisher events;
    private final Sealing sealing;
    private final Verification verification;
    private final AuditTasks tasks;
    private final MeterRegistry meters;
    private final Api stranger;

    SealTests(
            Database database,
            ApplicationEventPublisher events,
            Sealing sealing,
            Verification verification,
            AuditTasks tasks,
            MeterRegistry meters,
            @LocalServerPort int port) {
        this.database = database;
        this.events = events;
        this.sealing = sealing;
        this.verification = verification;
        this.tasks = tasks;
        this.meters = meters;
        this.stranger = Api.at(port);
    }

    @Test
    void given_entries__when_sealed_again_and_again__then_each_is_under_one_seal_without_a_gap() {
        var ada = stranger.signUp("Ada Lovelace");
        publish(ada, 3);
        assertThat(seal(ada)).isEqualTo(4);
        assertThat(seal(ada)).isZero();
        publish(ada, 2);
        assertThat(seal(ada)).isEqualTo(2);

        var report = verification.ofWorkspace(ada.workspaceId());
        assertThat(report.ok()).isTrue();
        assertThat(report.seals()).isEqualTo(2);
        assertThat(report.unsealedSince()).isNull();
        publish(ada, 1);
        assertThat(verification.ofWorkspace(ada.workspaceId()).unsealedSince()).isNotNull();

        var shown = ada.get("/audit-logs/verification");
        assertThat(shown.text("/status")).isEqualTo("ok");
        assertThat(shown.at("/seals").asInt()).isEqualTo(2);
        assertThat(shown.body().has("problem")).isFalse();
        assertThat(Instant.parse(shown.text("/sealed_until"))).isBefore(Instant.now());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entry_changed | update app.audit_logs set action = 'post.deleted' where workspace_id = ? and action = 'post.created' and recorded_at = (select min(recorded_at) from app.audit_logs where workspace_id = ? and action = 'post.created')",
                "entry_changed | update app.audit_logs set changes = '{\"a\": {\"new\": 1}}' where workspace_id = ? and recorded_at = (select min(recorded_at) from app.audit_logs where workspace_id = ?)",
                "entry_changed | update app.audit_logs set occurred_at = occurred_at + interval '1 second' where workspace_id = ? and recorded_at = (select min(recorded_at) from app.audit_logs where workspace_id = ?)",
                "entry_missing | delete from app.audit_logs where workspace_id = ? and recorded_at = (select min(recorded_at) from app.audit_logs where workspace_id = ?)",
                "entry_added | insert into app.audit_logs (workspace_id, id, occurred_at, recorded_at, actor_type, action, via, outcome) select workspace_id, gen_random_uuid(), occurred_at, recorded_at, 'user', 'post.created', 'web', 'success' from app.audit_logs where workspace_id = ? and recorded_at = (select min(recorded_at) from app.audit_logs where workspace_id = ?)",
                "seal_changed | update app.audit_seals set entry_count = entry_count + 1 where workspace_id = ? and seal_no = (select min(seal_no) from app.audit_seals where workspace_id = ?)",
                "seal_changed | update app.audit_seals set range_to = range_to - interval '1 microsecond' where workspace_id = ? and seal_no = (select min(seal_no) from app.audit_seals where workspace_id = ?)",
                "seal_changed | update app.audit_seals set sealed_at = sealed_at - interval '1 day' where workspace_id = ? and seal_no = (select min(seal_no) from app.audit_seals where workspace_id = ?)",
                "seal_missing | delete from app.audit_seals where workspace_id = ? and seal_no = (select min(seal_no) from app.audit_seals where workspace_id = ?)",
                "seal_missing | delete from app.audit_seals where workspace_id = ? and seal_no = (select max(seal_no) from app.audit_seals where workspace_id = ?)",
                "seal_changed | delete from app.audit_heads where workspace_id = ? and seal_no = (select max(seal_no) from app.audit_seals where workspace_id = ?)",
                "seal_changed | insert into app.audit_seals select workspace_id, seal_no + 1, range_to, range_to + interval '1 second', 0, digest, digest, key_id, hmac, sealed_at from app.audit_seals where workspace_id = ? and seal_no = (select max(seal_no) from app.audit_seals where workspace_id = ?)"
            })
    void given_a_sealed_log__when_one_row_is_tampered_with__then_the_fault_is_named_with_its_place(
            String kind, String tampering) {
        var ada = stranger.signUp("Ada Lovelace");
        publish(ada, 3);
        seal(ada);
        publish(ada, 2);
        seal(ada);

        var touched = Tampering.run(database, tampering, ada.workspaceId(), ada.workspaceId());

        assertThat(touched).isEqualTo(1);
        var report = verification.ofWorkspace(ada.workspaceId());
        assertThat(report.status()).isEqualTo("broken");
        var fault = Objects.requireNonNull(report.problem());

        assertThat(fault.kind().code()).isEqualTo(kind);
        assertThat(fault.sealNo()).isBetween(1L, 3L);
        assertThat(fault.from()).isBefore(fault.to());
        var shown = ada.get("/audit-logs/verification");
        assertThat(shown.text("/problem/kind")).isEqualTo(kind);
    }

    @Test
    void given_a_broken_log__when_the_nightly_task_looks__then_a_meter_tells() {
        var ada = stranger.signUp("Ada Lovelace");
        seal(ada);
        Tampering.run(
                database, "delete from app.audit_seals where workspace_id = ?", ada.workspaceId());
        var before = meters.counter("audit.verify_failed").count();

        assertThat(tasks.verify()).isFalse();

        assertThat(meters.counter("audit.verify_failed").count()).isGreaterThan(before);
    }

    @Test
    void given_a_newest_seal_that_was_taken_away__when_sealing_goes_on__then_it_stays_missing() {
        var ada = stranger.signUp("Ada Lovelace");
        seal(ada);
        Tampering.run(
                database, "delete from app.audit_seals where workspace_id = ?", ada.workspaceId());
        publish(ada, 1);
        assertThat(seal(ada)).isEqualTo(1);

        var fault = Objects.requireNonNull(verification.ofWorkspace(ada.workspaceId()).problem());

        assertThat(fault.kind()).isEqualTo(Verification.Kind.SEAL_MISSING);
        assertThat(fault.sealNo()).isEqualTo(1);
    }

    @Test
    void given_seals_of_another_workspace__when_they_are_put_in_place_of_the_own__then_none_fits() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        seal(bob);

        Tampering.run(
                database,
                """
                insert into app.audit_seals
                select ?, seal_no, range_from, range_to, entry_count, digest, previous_digest, key_id, hmac, sealed_at
                  from app.audit_seals where workspace_id = ?
                """,
                ada.workspaceId(),
                bob.workspaceId());

        var fault = Objects.requireNonNull(verification.ofWorkspace(ada.workspaceId()).problem());

        assertThat(fault.kind()).isEqualTo(Verification.Kind.SEAL_CHANGED);
    }

    @Test
    void given_two_nodes__when_they_seal_at_once__then_there_is_one_seal() throws Exception {
        var ada = stranger.signUp("Ada Lovelace");
        publish(ada, 20);

        try (var threads = Executors.newFixedThreadPool(4)) {
            var until = Instant.now();
            var sealed =
                    threads
                            .invokeAll(
                                    IntStream.range(0, 4)
                                            .<Callable<Integer>>mapToObj(
                                                    _ -> () -> seal(ada.workspaceId(), until))
                                            .toList())
                            .stream()
                            .mapToInt(Future::resultNow)
                            .sum();
            assertThat(sealed).isEqualTo(21);
        }
        var report = verification.ofWorkspace(ada.workspaceId());
        assertThat(report.ok()).isTrue();
        assertThat(report.seals()).isEqualTo(1);
    }

    @Test
    void given_the_log_without_a_workspace__when_sealed_and_changed__then_that_is_told_too() {
        events.publishEvent(Audited.done("auth.login", Ids.next(), null, null));
        sealing.seal(Trail.INSTALLATION, Instant.now());
        assertThat(verification.ofInstallation().ok()).isTrue();

        Tampering.run(
                database,
                "update core.audit_logs set outcome = 'failed' where id = (select id from core.audit_logs order by recorded_at limit 1)");
        var fault = Objects.requireNonNull(verification.ofInstallation().problem());
        Tampering.run(
                database,
                "update core.audit_logs set outcome = 'success' where id = (select id from core.audit_logs order by recorded_at limit 1)");

        assertThat(fault.kind()).isEqualTo(Verification.Kind.ENTRY_CHANGED);
        assertThat(fault.entries()).isNotEmpty();
        assertThat(verification.ofInstallation().ok()).isTrue();
    }

    private void publish(Api actor, int entries) {
        for (var i = 0; i < entries; i++) {
            CurrentWorkspace.run(
                    actor.workspaceId(),
                    () ->
                            events.publishEvent(
                                    Audited.done(
                                            "post.created", actor.userId(), "post", Ids.next())));
        }
    }

    @Test
    @Tag("tenancy-75")
    void given_sealed_entries_of_somebody__when_they_are_erased__then_the_log_still_fits() {
        var otto = Maintenance.operator(database, stranger.signUp("Otto Operator"));
        var ada = stranger.signUp("Ada Lovelace");
        var mia = Team.join(ada, "Mia Member", "editor");
        publish(ada, 3);
        assertThat(seal(ada)).isPositive();
        var successor = Map.of(ada.workspaceId().toString(), Team.membershipOf(mia));
        var wish = Map.of("password", Api.PASSWORD, "confirm", "DELETE", "successor", successor);
        assertThat(ada.send("DELETE", "/api/v1/users/me", wish).status()).isEqualTo(202);
        Maintenance.update(
                database,
                "update core.users set erase_after = now() - interval '1 minute' where id = ?",
                ada.userId());

        assertThat(otto.post("/api/v1/admin/tasks/erasure/run").status()).isLessThan(300);

        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                mia.get("/audit-logs?actor_id=" + ada.userId())
                                        .text("/items/0/actor/name")
                                        .equals("Deleted user"));
        seal(mia);
        assertThat(verification.ofWorkspace(mia.workspaceId()).ok()).isTrue();
        assertThat(verification.ofWorkspace(mia.workspaceId()).seals()).isEqualTo(2);
    }

    private int seal(Api actor) {
        return seal(actor.workspaceId(), Instant.now());
    }

    private int seal(UUID workspaceId, Instant until) {
        return CurrentWorkspace.call(workspaceId, () -> sealing.seal(Trail.WORKSPACE, until));
    }
}
