package com.postmagiq.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.identity.DerivedKeys;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.unit.DataSize;

/** Files over HTTP and on the disk. */
@PostmagiqTest
class AssetsTests {
    private static final byte[] NOTE = "Nine meetings a week.\n".getBytes(StandardCharsets.UTF_8);

    private final Database database;
    private final SystemDb system;
    private final Assets assets;
    private final AssetRows rows;
    private final PersonalFiles personal;
    private final AssetDeletions deletions;
    private final LocalStore store;
    private final AssetSettings settings;
    private final DerivedKeys keys;
    private final Clock clock;
    private final Path files;
    private final int port;
    private final Api ada;

    AssetsTests(
            Database database,
            SystemDb system,
            Assets assets,
            AssetRows rows,
            PersonalFiles personal,
            AssetDeletions deletions,
            LocalStore store,
            AssetSettings settings,
            DerivedKeys keys,
            Clock clock,
            Installation installation,
            @LocalServerPort int port) {
        this.database = database;
        this.system = system;
        this.assets = assets;
        this.rows = rows;
        this.personal = personal;
        this.deletions = deletions;
        this.store = store;
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
        this.files = installation.dataDir().toAbsolutePath().resolve("assets");
        this.port = port;
        this.ada = Api.at(port).signUp("Ada Lovelace");
    }

    @Test
    void given_a_note__when_it_is_stored__then_it_comes_back_whole_and_in_parts() {
        var stored = add("../../etc/notes.md", NOTE);
        assertThat(stored.status()).as(stored.raw().body()).isEqualTo(201);
        assertThat(stored.text("/filename")).isEqualTo("notes.md");
        assertThat(stored.text("/mime_type")).isEqualTo("text/markdown");
        assertThat(stored.text("/checksum_sha256")).hasSize(64);
        var id = stored.text("/id");

        var whole = ada.get("/assets/" + id + "/content");
        assertThat(whole.raw().body()).isEqualTo("Nine meetings a week.\n");
        assertThat(whole.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(whole.raw().headers().allValues("Content-Security-Policy"))
                .containsExactly("sandbox; default-src 'none'");
        assertThat(whole.header("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .contains("notes.md");

        var part = ada.with("Range", "bytes=5-12").get("/assets/" + id + "/content");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.raw().body()).isEqualTo("meetings");

        assertThat(ada.get("/assets?type=attachment&limit=1").text("/items/0/id")).isEqualTo(id);
        assertThat(ada.get("/assets?type=poem").code()).isEqualTo("validation_failed");
        var bob = Api.at(port).signUp("Bob Moses");
        assertThat(bob.get("/assets/" + id).code()).isEqualTo("asset.not_found");
        assertThat(bob.get("/assets/" + id + "/content").status()).isEqualTo(404);
        assertThat(bob.delete("/assets/" + id).status()).isEqualTo(404);
    }

    @Test
    @Tag("asset-69")
    void given_what_is_not_taken__when_it_is_sent__then_it_is_refused_and_leaves_nothing()
            throws IOException {
        var svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>x()</script></svg>";
        var page = "<!DOCTYPE html><html><script>x()</script></html>";

        refused(415, "asset.type_not_allowed", "logo.svg", text(svg));
        refused(415, "asset.type_not_allowed", "notes.md", text(svg));
        refused(415, "asset.type_not_allowed", "notes.txt", text(page));
        refused(415, "asset.type_not_allowed", "page.html", text(page));
        refused(415, "asset.type_not_allowed", "a.gif", text("GIF89a.........."));
        refused(415, "asset.type_not_allowed", "a.zip", zip("a.txt"));
        refused(415, "asset.type_not_allowed", "a.docx", zip("a.txt"));
        refused(
                415,
                "asset.type_not_allowed",
                "a.docx",
                zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"));
        refused(415, "asset.type_not_allowed", "a.pdf", NOTE);
        refused(415, "asset.type_not_allowed", "a.txt", new byte[] {'a', 0, 'b', (byte) 0xff});
        refused(422, "asset.empty", "a.txt", new byte[0]);
        refused(413, "asset.too_large", "a.txt", new byte[20 * 1024 * 1024 + 1]);
        assertThat(ada.post("/assets", "{}").code()).as("no form").isEqualTo("bad_request");
        assertThat(ada.get("/assets").at("/items")).isEmpty();
        assertThat(store.keysOf(ada.workspaceId(), Instant.MAX)).isEmpty();

        assertThat(add("a.docx", zip("[Content_Types].xml", "word/document.xml")).status())
                .isEqualTo(201);
        assertThat(add("a.pdf", text("%PDF-1.7\n%nothing")).status()).isEqualTo(201);
        assertThat(add("a.json", text("{\"a\": 1}")).status()).isEqualTo(201);
        assertThat(add("a.csv", text("a,b\n1,2\n")).status()).isEqualTo(201);
        assertThat(add("a.vtt", text("WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n")).status())
                .isEqualTo(201);
    }

    @Test
    @Tag("asset-69")
    void given_files__when_one_or_their_whole_workspace_is_deleted__then_the_bytes_go()
            throws IOException {
        var first = id(add("a.txt", NOTE));
        var second = id(add("b.txt", NOTE));
        var path = CurrentWorkspace.call(ada.workspaceId(), () -> assets.pathOf(second));
        assertThat(path).isRegularFile().startsWith(files);

        assertThat(ada.delete("/assets/" + first).status()).isEqualTo(204);
        assertThat(ada.get("/assets/" + first).status()).isEqualTo(404);
        Maintenance.update(database, "delete from app.workspaces where id = ?", ada.workspaceId());
        sweep();

        assertThat(path).doesNotExist();
        assertThat(open(first)).isFalse();
        assertThat(open(second)).isFalse();
    }

    /** Whether a deleted file still waits for its removal. */
    private boolean open(UUID id) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql(
                                        "select cleaned_up_at is null from core.asset_deletions where id = ?")
                                .param(id)
                                .query(Boolean.class)
                                .single());
    }

    @Test
    @Tag("asset-70")
    void given_a_signed_link__when_late_changed_or_of_another_file__then_it_does_not_work() {
        var id = id(add("a.txt", NOTE));
        var other = id(add("b.txt", NOTE));
        var link = ada.get("/assets/" + id + "/link").text("/url");
        var stranger = ada.stranger();

        assertThat(stranger.get(link).raw().body()).isEqualTo("Nine meetings a week.\n");

        var last = link.charAt(link.length() - 2);
        var changed =
                link.substring(0, link.length() - 2)
                        + (last == 'A' ? 'B' : 'A')
                        + link.substring(link.length() - 1);
        var anHourAgo = Clock.fixed(clock.instant().minus(Duration.ofHours(1)), ZoneOffset.UTC);
        var old = new SignedLinks(keys, settings, anHourAgo).to(ada.workspaceId(), id).url();
        for (var bad :
                List.of(
                        changed,
                        old,
                        link.replace(id.toString(), other.toString()),
                        link.replace("expires=1", "expires=2"),
                        link.replaceAll("signature=.*", "signature=no-base64!"))) {
            var answer = stranger.get(bad);
            assertThat(answer.status()).as(bad).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("asset.link_invalid");
        }
    }

    @Test
    void given_a_full_workspace__when_one_more_comes__then_it_is_refused_and_leaves_nothing()
            throws IOException {
        var small =
                new Assets(
                        rows,
                        store,
                        new AssetSettings("", DataSize.ofBytes(40), Duration.ofHours(1), false),
                        clock);
        CurrentWorkspace.run(
                ada.workspaceId(),
                () -> {
                    small.add(AssetType.ATTACHMENT, "a.txt", stream(), ada.userId());
                    assertThatExceptionOfType(ProblemException.class)
                            .isThrownBy(
                                    () ->
                                            small.add(
                                                    AssetType.ATTACHMENT,
                                                    "b.txt",
                                                    stream(),
                                                    ada.userId()))
                            .returns(AssetProblem.STORAGE_FULL, ProblemException::problem);
                });
        assertThat(store.keysOf(ada.workspaceId(), Instant.MAX)).hasSize(1);
    }

    @Test
    void given_uploads_that_never_ended__when_a_day_is_over__then_rows_and_files_go()
            throws IOException {
        var died = id(add("a.txt", NOTE));
        var fresh = id(add("b.txt", NOTE));
        Maintenance.update(
                database,
                "update app.assets set state = 'uploading', created_at = now() - interval '25 hours' where id = ?",
                died);
        Maintenance.update(
                database, "update app.assets set state = 'uploading' where id = ?", fresh);
        var over = id(add("c.txt", NOTE));
        Maintenance.update(database, "update app.assets set expires_at = now() where id = ?", over);
        var part = Files.createDirectories(files.resolve("incoming")).resolve("file-died.part");
        Files.write(part, NOTE);
        Files.setLastModifiedTime(part, FileTime.from(clock.instant().minus(Duration.ofHours(25))));

        assertThat(ada.get("/assets/" + over).status()).as("its time is over").isEqualTo(404);
        sweep();

        assertThat(part).doesNotExist();
        assertThat(open(died)).isFalse();
        assertThat(open(over)).isFalse();
        assertThat(store.keysOf(ada.workspaceId(), Instant.MAX))
                .singleElement()
                .asString()
                .contains(fresh.toString());
    }

    @Test
    void given_files_of_no_row__when_they_are_a_week_old__then_they_are_reported_or_removed()
            throws IOException {
        var kept = id(add("a.txt", NOTE));
        var path = CurrentWorkspace.call(ada.workspaceId(), () -> assets.pathOf(kept));
        var orphan = Files.write(path.resolveSibling("orphan.txt"), NOTE);
        var old = FileTime.from(clock.instant().minus(Duration.ofDays(8)));
        Files.setLastModifiedTime(orphan, old);
        Files.setLastModifiedTime(path, old);

        assertThat(new OrphanScan(store, rows, settings, clock).run()).isPositive();
        assertThat(orphan).exists();

        var removing = new AssetSettings("", DataSize.ofGigabytes(1), Duration.ofHours(1), true);
        new OrphanScan(store, rows, removing, clock).run();
        assertThat(orphan).doesNotExist();
        assertThat(path).exists();
    }

    private void sweep() {
        AssetCleanup.sweep(system, assets, personal, deletions, store, clock);
    }

    private Api.Answer add(String name, byte[] content) {
        return ada.upload("/assets", "file", name, content, "type", "attachment");
    }

    private void refused(int status, String code, String name, byte[] content) {
        var answer = add(name, content);
        assertThat(answer.status()).as(name + answer.raw().body()).isEqualTo(status);
        assertThat(answer.code()).as(name).isEqualTo(code);
    }

    private static UUID id(Api.Answer stored) {
        assertThat(stored.status()).as(stored.raw().body()).isEqualTo(201);
        return UUID.fromString(stored.text("/id"));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteArrayInputStream stream() {
        return new ByteArrayInputStream(NOTE);
    }

    private static byte[] zip(String... names) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(NOTE);
            }
        }
        return out.toByteArray();
    }
}
