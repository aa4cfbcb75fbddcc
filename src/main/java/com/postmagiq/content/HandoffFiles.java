package com.postmagiq.content;

import com.postmagiq.asset.Assets;
import com.postmagiq.asset.FileKind;
import com.postmagiq.content.carousel.Carousel;
import com.postmagiq.content.carousel.CarouselPdf;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.TenantDb;
import com.postmagiq.operations.OperationHandler;
import com.postmagiq.operations.OperationWork;
import com.postmagiq.workspace.Scope;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Makes the files of what was handed over, from the version that was current then. */
@Configuration(proxyBeanMethods = false)
class HandoffFiles {
    static final String ARCHIVE = "publication_file";
    static final String CAROUSEL = "carousel";

    /** Posts are written in one language so far. */
    static final String LANGUAGE = "en";

    private static final Duration KEPT = Duration.ofDays(7);

    private static final String HANDED =
            """
            select p.post_number, p.topic, c.chapter_number, v.version_number, v.content, h.platform_kind, h.options
              from app.publication_handoffs h
              join app.posts p on p.workspace_id = h.workspace_id and p.id = h.post_id
              join app.post_versions v on v.workspace_id = h.workspace_id and v.id = h.version_id
              left join app.chapters c on c.workspace_id = p.workspace_id and c.id = p.chapter_id
             where h.id = ?
            """;

    private static final String DONE =
            "update app.publication_handoffs set status = 'done', asset_id = :asset where id = :id";

    /** What an operation is told: ids only. */
    record Task(UUID handoffId) {}

    private record Handed(PostFile post, PlatformKind platform, String options) {}

    private record Made(
            String name, FileKind kind, InputStream content, Map<String, Object> result) {}

    /** How the file of a hand-off is made. */
    private interface Maker {
        Made of(Handed handed);
    }

    private final TenantDb db;
    private final JdbcClient jdbc;
    private final Assets assets;
    private final JsonMapper json;
    private final Clock clock;

    HandoffFiles(TenantDb db, JdbcClient jdbc, Assets assets, JsonMapper json, Clock clock) {
        this.db = db;
        this.jdbc = jdbc;
        this.assets = assets;
        this.json = json;
        this.clock = clock;
    }

    @Bean
    OperationHandler publicationFileWork() {
        return new Work(ARCHIVE, this::archive);
    }

    @Bean
    OperationHandler carouselWork() {
        return new Work(CAROUSEL, this::slides);
    }

    private Made archive(Handed handed) {
        return new Made(
                "post_%02d.zip".formatted(handed.post().number()),
                FileKind.ZIP,
                new ByteArrayInputStream(handed.post().archive(handed.platform(), json)),
                Map.of());
    }

    private Made slides(Handed handed) {
        var wish = json.readValue(handed.options(), CarouselWish.class);
        var carousel = wish.of(handed.post().text());
        return new Made(
                "post_%02d.pdf".formatted(handed.post().number()),
                FileKind.PDF,
                new ByteArrayInputStream(
                        CarouselPdf.write(carousel, title(handed.post()), LANGUAGE)),
                facts(carousel, wish.isEdited(handed.post().text())));
    }

    /** What somebody should know of slides besides how they look. */
    private static Map<String, Object> facts(Carousel carousel, boolean edited) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("pages", carousel.pages());
        facts.put("edited", edited);
        facts.put(
                "glyph_missing", carousel.missing().stream().map(HandoffFiles::codePoint).toList());
        return facts;
    }

    private static String codePoint(String sign) {
        return "U+%04X".formatted(sign.codePointAt(0));
    }

    static String title(PostFile post) {
        return post.topic() == null
                ? post.text().lines().filter(line -> !line.isBlank()).findFirst().orElse("")
                : post.topic();
    }

    private Handed handed(UUID id) {
        return db.first(
                        HANDED,
                        (row, _) ->
                                new Handed(
                                        new PostFile(
                                                row.getInt("post_number"),
                                                row.getString("topic"),
                                                Columns.integer(row, "chapter_number"),
                                                row.getInt("version_number"),
                                                row.getString("content")),
                                        PlatformKind.of(row.getString("platform_kind")),
                                        row.getString("options")),
                        id)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        PostProblem.UNKNOWN_POST,
                                        "The post was deleted before its file was made."));
    }

    /** Works on one kind of file; doing it twice makes the same one again. */
    private final class Work implements OperationHandler {
        private final String kind;
        private final Maker maker;

        Work(String kind, Maker maker) {
            this.kind = kind;
            this.maker = maker;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Scope scope() {
            return Scope.CONTENT_READ;
        }

        @Override
        public Outcome run(OperationWork work) {
            work.progress(0, 1);
            var made = maker.of(handed(work.params(Task.class).handoffId()));
            var expires = clock.instant().plus(KEPT);
            var kept =
                    assets.keepExport(
                            made.name(), made.content(), made.kind(), work.startedBy(), expires);
            return new Outcome(made.result(), kept.id(), expires);
        }

        @Override
        public void succeeded(OperationWork work, Outcome outcome) {
            jdbc.sql(DONE)
                    .param("asset", outcome.fileAssetId())
                    .param("id", work.params(Task.class).handoffId())
                    .update();
        }
    }
}
