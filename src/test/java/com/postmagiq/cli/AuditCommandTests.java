package com.postmagiq.cli;

import static com.postmagiq.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.postgres.DatabaseAccess;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The audit log and its operators from a terminal, on a database of the test's own. */
class AuditCommandTests {
    private static final String OWNER = "owner@postmagiq.local";

    @TempDir private Path folder = Path.of("");

    @Test
    @Tag("tenancy-75")
    void given_a_log__when_a_seal_is_forged__then_the_command_names_it_and_ends_with_1()
            throws SQLException {
        var access = TestPostgres.createDatabase("cli_audit");
        var settings = Commands.settings(folder, "cli_audit", access);
        var story = "examples/stories/fire-company.md";
        run(settings, "run", "--story", story, "--config", "offline", "--no-wait");

        var fits = run(settings, "audit", "verify");
        assertThat(fits.exit()).as(fits.notes()).isZero();
        assertThat(fits.results()).contains("installation: ok", "workspace ");

        execute(
                access,
                """
                insert into core.audit_seals (seal_no, range_from, range_to, entry_count, digest, key_id, hmac, sealed_at)
                values (1, 'epoch', now(), 0, sha256('x'), 'none', sha256('x'), now())
                """);
        var forged = run(settings, "audit", "verify", "--json");
        assertThat(forged.exit()).isEqualTo(Exit.FAILED);
        var told = JsonMapper.shared().readTree(forged.results());
        assertThat(told.path("ok").asBoolean()).isFalse();
        assertThat(told.at("/logs/0/report/problem/kind").asString()).isEqualTo("seal_changed");
        assertThat(run(settings, "audit", "verify", "--installation").results())
                .contains("seal_changed at seal 1");
        assertThat(run(settings, "audit", "verify", "--workspace", "local-workspace").exit())
                .isZero();
        assertThat(run(settings, "audit", "verify", "--workspace", "nobodys").exit())
                .isEqualTo(Exit.CONFIGURATION);
        assertThat(run(settings, "db", "partitions").results()).contains("0 were dropped");
    }

    @Test
    @Tag("tenancy-43")
    void given_the_only_operator__when_commands_give_and_take_the_right__then_one_always_stays() {
        var access = TestPostgres.createDatabase("cli_admin");
        var settings = Commands.settings(folder, "cli_admin", access);
        var story = "examples/stories/fire-company.md";
        // Whoever is first in an empty installation operates it.
        run(settings, "run", "--story", story, "--config", "offline", "--no-wait");

        var last = run(settings, "admin", "revoke", OWNER);
        assertThat(last.exit()).isNotZero();
        assertThat(last.notes()).contains("last active operator");
        var granted = run(settings, "admin", "grant", OWNER);
        assertThat(granted.exit()).as(granted.notes()).isZero();
        assertThat(granted.results()).contains("operates the installation");
        assertThat(run(settings, "admin", "grant", "nobody@example.com").exit())
                .isEqualTo(Exit.CONFIGURATION);
    }

    private static void execute(DatabaseAccess access, String sql) throws SQLException {
        try (var connection = access.migrator().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
