package com.postmagiq.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.SettableClock;
import com.postmagiq.identity.Names;
import com.postmagiq.kernel.audit.ProgramNames;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** How far back a workspace sees its log. */
@PostmagiqTest
class ShownDaysTests {
    private final SettableClock clock = new SettableClock();
    private final AuditEntries entries;
    private final TransactionTemplate transactions;
    private final Api stranger;

    ShownDaysTests(
            JdbcClient jdbc,
            SystemDb system,
            Names names,
            ProgramNames keys,
            JsonMapper json,
            TransactionTemplate transactions,
            @LocalServerPort int port) {
        this.entries =
                new AuditEntries(jdbc, system, names, keys, json, new AuditSettings(90), clock);
        this.transactions = transactions;
        this.stranger = Api.at(port);
    }

    @Test
    void given_ninety_days__when_more_have_passed__then_only_what_counts_for_a_year_is_shown() {
        var ada = stranger.signUp("Ada Lovelace");
        ada.patch("", Map.of("name", "Engines"));
        var exported = ada.post("/audit-logs/export", Map.of("format", "csv"));
        assertThat(exported.status()).as(exported.raw().body()).isEqualTo(202);
        var changed = ada.get("/audit-logs?action=workspace.settings_changed").text("/items/0/id");

        clock.pass(Duration.ofDays(89));
        assertThat(shown(ada)).contains("workspace.settings_changed", "data.exported");
        assertThat(found(ada, changed)).isTrue();

        clock.pass(Duration.ofDays(2));
        assertThat(shown(ada)).containsExactly("data.exported");
        assertThat(found(ada, changed)).isFalse();

        clock.pass(Duration.ofDays(275));
        assertThat(shown(ada)).isEmpty();
        assertThat(ada.get("/audit-logs/" + changed).status()).as("it is kept").isEqualTo(200);
    }

    @Test
    void given_a_time_that_is_too_short_or_too_long__then_the_start_says_so() {
        for (var days : List.of(29, 731)) {
            assertThatThrownBy(() -> new AuditSettings(days))
                    .hasMessageContaining("postmagiq.audit.shown-days is " + days);
        }
    }

    private List<String> shown(Api person) {
        return CurrentWorkspace.call(
                person.workspaceId(),
                () ->
                        transactions.execute(
                                _ ->
                                        entries.page(EntryFilter.all(), null, 50).items().stream()
                                                .map(AuditEntry::action)
                                                .toList()));
    }

    private boolean found(Api person, String id) {
        return CurrentWorkspace.call(
                person.workspaceId(),
                () -> transactions.execute(_ -> entries.find(UUID.fromString(id)).isPresent()));
    }
}
