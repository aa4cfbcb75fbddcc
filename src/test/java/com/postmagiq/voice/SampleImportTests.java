package com.postmagiq.voice;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Writing samples from files that people have at hand. */
@PostmagiqTest
class SampleImportTests {
    private static final String SHARES =
            """
            Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility
            2026-01-02,https://l.example/1,"Nine meetings a week.
            ""Why?"" I asked.",,,MEMBER_NETWORK
            2026-01-03,https://l.example/2,,https://x.example,,MEMBER_NETWORK
            2026-01-04,https://l.example/3,The office went quiet.,,,MEMBER_NETWORK
            2026-01-05,https://l.example/4,The office went quiet.,,,MEMBER_NETWORK
            2026-01-06,https://l.example/5,12 34,,,MEMBER_NETWORK
            """;

    private final Api owner;

    SampleImportTests(@LocalServerPort int port) {
        this.owner = Api.at(port).signUp("Ada Lovelace");
    }

    @Test
    void given_an_archive_of_posts__when_it_is_sent__then_it_is_shown_first_and_taken_in_once() {
        var preview = send("Shares.csv", bytes(SHARES));

        assertThat(preview.status()).as(preview.raw().body()).isEqualTo(200);
        assertThat(preview.at("/committed").asBoolean()).isFalse();
        assertThat(counts(preview)).isEqualTo("2 new, 1 known, 1 failed");
        assertThat(preview.text("/rows/0/excerpt"))
                .isEqualTo("Nine meetings a week.\n\"Why?\" I asked.");
        assertThat(preview.at("/rows/1/row").asInt()).isEqualTo(4);
        assertThat(preview.text("/rows/3/becomes")).isEqualTo("empty");
        assertThat(owner.get("/voice/samples").at("/samples")).isEmpty();

        var taken = send("Shares.csv", bytes(SHARES), "commit", "true");
        var again = send("Shares.csv", bytes(SHARES), "commit", "true");

        assertThat(counts(taken)).isEqualTo("2 new, 1 known, 1 failed");
        assertThat(counts(again)).isEqualTo("0 new, 3 known, 1 failed");
        var samples = owner.get("/voice/samples").at("/samples");
        assertThat(samples).hasSize(2);
        assertThat(samples.path(0).path("source_type").asString()).isEqualTo("import");
        assertThat(samples.path(0).path("author_label").asString()).isEqualTo("Ada Lovelace");
    }

    @Test
    void given_texts_and_documents__when_they_are_sent__then_each_is_one_text_with_its_name()
            throws IOException {
        var windows = "Für alle, die zählen.".getBytes(Charset.forName("windows-1252"));

        send("Notes.md", bytes("\uFEFF# Quiet\n\nNobody called."), "commit", "true");
        send("Brief.txt", windows, "commit", "true", "author_label", "Zoe Zed");
        send("Talk.docx", docx("Good <w:b/>evening", "all of you"), "commit", "true");

        var samples = owner.get("/voice/samples").at("/samples");
        assertThat(samples.path(2).path("content").asString())
                .isEqualTo("# Quiet\n\nNobody called.");
        assertThat(samples.path(1).path("content").asString()).isEqualTo("Für alle, die zählen.");
        assertThat(samples.path(1).path("author_label").asString()).isEqualTo("Zoe Zed");
        assertThat(samples.path(0).path("content").asString())
                .isEqualTo("Good evening\nall of you");
        assertThat(samples.path(0).path("title").asString()).isEqualTo("Talk");
    }

    @Test
    void given_what_holds_no_texts__when_it_is_sent__then_it_says_so_and_nothing_changes()
            throws IOException {
        assertThat(send("a.pdf", bytes("%PDF-1.7")).status()).isEqualTo(415);
        assertThat(send("a.pdf", bytes("%PDF-1.7")).code()).isEqualTo("voice.unsupported_file");
        assertThat(send("a.txt", new byte[] {65, 0, 66}).code())
                .isEqualTo("voice.unsupported_file");
        assertThat(send("a.docx", bytes("no archive")).code()).isEqualTo("voice.broken_file");
        assertThat(send("a.docx", docx("&entity;")).code()).isEqualTo("voice.broken_file");
        assertThat(send("a.csv", bytes("Date,Link\n1,2\n")).code()).isEqualTo("voice.broken_file");
        assertThat(send("a.csv", bytes("text\n\"\"\n")).code()).isEqualTo("voice.no_texts");
        assertThat(send("a.csv", bytes("text\n" + "a\n".repeat(5_001))).code())
                .isEqualTo("voice.too_many_texts");
        assertThat(send("a.txt", new byte[(10 << 20) + 1]).code()).isEqualTo("payload_too_large");
        var editor = Team.join(owner, "Edda Editor", "editor");
        assertThat(editor.upload("/voice/samples/import", "file", "a.txt", bytes("Mine.")).code())
                .isEqualTo("scope_missing");
        assertThat(owner.get("/voice/samples").at("/samples")).isEmpty();
    }

    private Api.Answer send(String name, byte[] file, String... fields) {
        return owner.upload("/voice/samples/import", "file", name, file, fields);
    }

    private static String counts(Api.Answer outcome) {
        return "%d new, %d known, %d failed"
                .formatted(
                        outcome.at("/added").asInt(),
                        outcome.at("/known").asInt(),
                        outcome.at("/failed").asInt());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] docx(String... paragraphs) throws IOException {
        var body =
                new StringBuilder(
                        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>");
        for (var paragraph : paragraphs) {
            body.append("<w:p><w:r><w:t>")
                    .append(paragraph.replace("<w:b/>", "</w:t></w:r><w:r><w:t>"))
                    .append("</w:t></w:r></w:p>");
        }
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            zip.write(bytes(body.append("</w:body></w:document>").toString()));
        }
        return out.toByteArray();
    }
}
