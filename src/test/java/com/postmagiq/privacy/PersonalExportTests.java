package com.postmagiq.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Errand;
import com.postmagiq.Mailbox;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.id.Ids;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** The copy of somebody's own data. */
@PostmagiqTest
@Tag("tenancy-54")
class PersonalExportTests {
    private static final String EXPORT = "/api/v1/users/me/export";
    private static final String EXPORTS = "/api/v1/users/me/exports/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Database database;
    private final Mailbox mailbox;
    private final Api stranger;

    PersonalExportTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.mailbox = Mailbox.at(port);
        this.stranger = Api.at(port);
    }

    @Test
    void given_a_person_with_work__when_exported__then_the_archive_has_theirs_and_nobody_elses()
            throws Exception {
        var ada = stranger.signUp("Ada Lovelace");
        var mia = Team.join(ada, "Mia Member", "admin");
        var story = Storyteller.offline(ada);
        story.approveToTheEnd();
        story.attachANote();
        Storyteller.settleIn(ada);
        Storyteller.discuss(ada);
        sayAndWrite(mia);
        ada.put(
                "/api/v1/users/me/privacy",
                Map.of("consents", Map.of("analytics", true, "marketing", false)));
        report(ada);

        var files = unpacked(ada.download(exported(ada).text("/download_url")));

        assertThat(files.keySet())
                .contains(
                        "README.txt",
                        "profile.json",
                        "sessions.json",
                        "memberships.json",
                        "consents.json",
                        "notifications.jsonl",
                        "activity.jsonl",
                        "telemetry.jsonl",
                        "posts.json",
                        "posts/%s/1.md".formatted(ada.workspaceId()),
                        "assets.json",
                        "comments.jsonl",
                        "writing_samples.jsonl",
                        "voice_profiles.jsonl",
                        "manifest.json");
        assertThat(text(files, "profile.json")).contains(ada.email(), "Ada Lovelace");
        assertThat(JSON.readTree(text(files, "consents.json"))).hasSize(2);
        assertThat(text(files, "telemetry.jsonl")).contains("page_viewed");
        assertThat(text(files, "comments.jsonl")).contains("Why nine?");
        assertThat(text(files, "writing_samples.jsonl")).contains("I wrote this one today.");
        assertThat(text(files, "voice_profiles.jsonl")).contains("Our voice");
        assertThat(files.entrySet())
                .anySatisfy(
                        file -> {
                            assertThat(file.getKey()).matches("assets/.*/clock.txt");
                            assertThat(new String(file.getValue(), StandardCharsets.UTF_8))
                                    .contains("The clock stood still");
                        });
        assertThat(files.values())
                .allSatisfy(
                        bytes ->
                                assertThat(new String(bytes, StandardCharsets.UTF_8))
                                        .doesNotContain(
                                                mia.email(),
                                                "{argon2",
                                                "password_hash",
                                                "Only Mia says this"));
        fitsTheManifest(files);
        mailbox.awaitSent(ada.email(), "export_ready", 1);
    }

    /** Work of somebody else beside it, which is nobody's business. */
    private static void sayAndWrite(Api other) {
        var words = "Only Mia says this.";
        var post = other.get("/posts").text("/items/0/id");
        var said = other.post("/posts/" + post + "/comments", Map.of("body", words));
        var wrote = other.post("/voice/samples", Map.of("source_type", "upload", "content", words));
        assertThat(List.of(said.status(), wrote.status())).as(wrote.raw().body()).containsOnly(201);
    }

    @Test
    void given_a_copy__when_others_or_the_next_day_come__then_the_link_is_dead() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        var copy = exported(ada);
        var url = copy.text("/download_url");

        assertThat(bob.get(url).status()).isEqualTo(404);
        assertThat(bob.get(EXPORTS + copy.text("/id")).code()).isEqualTo("operation.not_found");
        assertThat(stranger.get(url).status()).isEqualTo(401);
        assertThat(ada.get(url.replaceFirst("expires=\\d+", "expires=4102444800")).code())
                .isEqualTo("privacy.link_invalid");
        Maintenance.update(
                database,
                "update core.user_operations set expires_at = now() where created_by_id = ?",
                ada.userId());
        assertThat(ada.get(url).code()).isEqualTo("operation.file_gone");
        assertThat(ada.get(EXPORTS + copy.text("/id")).body().has("download_url")).isFalse();
    }

    @Test
    void given_a_copy_that_is_being_made__when_another_is_asked_for__then_it_must_wait() {
        var ada = stranger.signUp("Ada Lovelace");
        insert(ada, "running");

        assertThat(ada.post(EXPORT).code()).isEqualTo("privacy.export_running");
    }

    @Test
    void given_three_copies_of_a_day__when_another_is_asked_for__then_it_must_wait() {
        var ada = stranger.signUp("Ada Lovelace");
        for (var i = 0; i < 3; i++) {
            insert(ada, "cancelled");
        }

        assertThat(ada.post(EXPORT).code()).isEqualTo("privacy.export_limit");
        assertThat(ada.get(EXPORTS.substring(0, EXPORTS.length() - 1) + "?limit=2").at("/items"))
                .hasSize(2);
    }

    private void insert(Api person, String status) {
        Maintenance.update(
                database,
                """
                insert into core.user_operations (id, kind, status, created_by_id, created_at, finished_at)
                values (?, 'personal_export', ?, ?, now(), case when ? = 'running' then null else now() end)
                """,
                Ids.next(),
                status,
                person.userId(),
                status);
    }

    private static void report(Api person) {
        var event = Map.of("action", "page_viewed", "occurred_at", Instant.now().toString());
        assertThat(
                        person.post("/telemetry/events", Map.of("events", List.of(event)))
                                .at("/accepted")
                                .asInt())
                .isEqualTo(1);
    }

    private static Api.Answer exported(Api person) {
        var started = person.post(EXPORT);
        assertThat(started.status()).as(started.raw().body()).isEqualTo(202);
        var ended = Errand.awaitEnd(person, EXPORTS + started.text("/id"));
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
        return ended;
    }

    private static Map<String, byte[]> unpacked(byte[] archive) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static void fitsTheManifest(Map<String, byte[]> files) throws Exception {
        var manifest = JSON.readTree(text(files, "manifest.json"));
        assertThat(manifest).hasSize(files.size() - 1);
        for (var listed : manifest) {
            var bytes = files.get(listed.path("file").asString());
            assertThat(listed.path("sha256").asString())
                    .isEqualTo(
                            HexFormat.of()
                                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }
}
