package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Keys;
import com.postmagiq.Mailbox;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostmagiqTest
@ExtendWith(OutputCaptureExtension.class)
class SecretsInLogsTests {
    private static final String WRONG = "a password that is not the right one";
    private static final String CHANGED = "seven quiet herons at dawn";
    private static final String RESET = "nine loud herons at noon";

    private final Database database;
    private final JdbcClient jdbc;
    private final Api stranger;
    private final Mailbox mailbox;

    SecretsInLogsTests(Database database, JdbcClient jdbc, @LocalServerPort int port) {
        this.database = database;
        this.jdbc = jdbc;
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    @Tag("tenancy-65")
    void given_a_life_of_signing_in_and_out__when_logs_and_rows_are_read__then_no_secret_is_there(
            CapturedOutput output) {
        var ada = stranger.signUp("Ada Lovelace");
        post("login", Map.of("email", ada.email(), "password", WRONG));
        ada.post(
                "/api/v1/auth/change-password",
                Map.of("current_password", Api.PASSWORD, "new_password", CHANGED));
        post("refresh", Map.of("refresh_token", ada.refreshToken()));
        var verification = mailbox.token(ada.email(), "verify_email");
        post("forgot-password", Map.of("email", ada.email()));
        var reset = mailbox.token(ada.email(), "password_reset");
        post("verify-email", Map.of("token", verification));
        post("verify-email", Map.of("token", verification));
        post("reset-password", Map.of("token", reset, "password", RESET));
        post("reset-password", Map.of("token", reset, "password", RESET));
        post("login", Map.of("email", ada.email(), "password", RESET));

        var secrets =
                List.of(
                        Api.PASSWORD,
                        WRONG,
                        CHANGED,
                        RESET,
                        ada.accessToken(),
                        ada.refreshToken(),
                        verification,
                        reset);
        assertThat(output.getAll()).doesNotContain(secrets);
        assertThat(rows("core.email_queue")).doesNotContain(secrets);
        assertThat(rows("core.one_time_tokens")).doesNotContain(secrets);
        assertThat(tasks()).doesNotContain(secrets).doesNotContain(ada.email());
    }

    @Test
    @Tag("tenancy-65")
    void given_the_life_of_a_key__when_logs_and_rows_are_read__then_it_is_nowhere(
            CapturedOutput output) {
        var ada = stranger.signUp("Ada Lovelace");
        var made = Keys.make(ada, "content:read");
        var path = "/api-keys/" + made.text("/api_key/id");
        var key = made.text("/key");
        var wrong = key.substring(0, 44) + (key.endsWith("a") ? 'b' : 'a');
        var rotated = ada.post(path + "/rotate", Map.of());
        var answers =
                List.of(
                        ada.withToken(key).get("/posts"),
                        ada.withToken(key).post("/posts", Map.of("content", "x")),
                        ada.withToken(key).get("/api/v1/auth/me"),
                        ada.withToken(wrong).get("/posts"),
                        ada.withToken("").with("X-API-Key", key).get("/posts"),
                        ada.with("X-API-Key", key).get("/posts"),
                        ada.delete(path),
                        ada.withToken(key).get("/posts"),
                        ada.get("/api-keys?include_revoked=true"),
                        ada.get("/audit-logs"));

        var secrets = List.of(key, wrong, rotated.text("/key"));
        for (var answer : answers) {
            assertThat(answer.raw().body()).doesNotContain(secrets);
        }
        assertThat(output.getAll()).doesNotContain(secrets);
        for (var table :
                List.of(
                        "app.api_keys",
                        "core.tenant_lookups",
                        "app.audit_logs",
                        "core.email_queue")) {
            assertThat(rows(table)).doesNotContain(secrets);
        }
        assertThat(tasks()).doesNotContain(secrets);
    }

    private void post(String route, Map<String, String> body) {
        assertThat(stranger.post("/api/v1/auth/" + route, body).raw().body())
                .doesNotContain(body.getOrDefault("password", "no password"));
    }

    private String rows(String table) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql(
                                        "select coalesce(string_agg(t::text, '|'), '') from %s t"
                                                .formatted(table))
                                .query(String.class)
                                .single());
    }

    private String tasks() {
        return jdbc.sql(
                        "select coalesce(string_agg(convert_from(task_data, 'UTF8'), '|'), '') from core.scheduled_tasks")
                .query(String.class)
                .single();
    }
}
