package com.postmagiq.content.exchange;

import com.fasterxml.jackson.annotation.JsonValue;
import com.postmagiq.asset.Assets;
import com.postmagiq.asset.FileKind;
import com.postmagiq.content.PostStatus;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.OperationHandler;
import com.postmagiq.operations.OperationWork;
import com.postmagiq.operations.Operations;
import com.postmagiq.voice.ExportedVoices;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes content into a file, a page of posts at a time. */
@Service
class ContentExport implements OperationHandler {
    private static final String KIND = "content_export";
    private static final Duration FILE_KEPT = Duration.ofDays(7);

    /** Forms of a file. */
    @Schema(name = "ContentExportFormat")
    enum Format {
        JSON(FileKind.JSON, "json"),
        JSONL(FileKind.JSONL, "jsonl"),
        CSV(FileKind.CSV, "csv"),
        /** Markdown files in a zip. */
        MARKDOWN(FileKind.ZIP, "zip");

        private final FileKind kind;
        private final String ending;

        Format(FileKind kind, String ending) {
            this.kind = kind;
            this.ending = ending;
        }

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Parts of a document. */
    @Schema(name = "ContentExportPart")
    enum Part {
        GOALS,
        CHAPTERS,
        POSTS,
        VERSIONS,
        PUBLICATIONS,
        /** To be read: an import leaves them out. Internal ones only for those who may write. */
        COMMENTS,
        /** Writing samples and voice profiles, to be read as well. */
        VOICE;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether an import takes it over. */
        boolean comesBack() {
            return this != COMMENTS && this != VOICE;
        }
    }

    /**
     * Which posts are exported.
     *
     * @param status any of these; empty for all
     */
    @Schema(name = "ContentExportFilter")
    record Filter(
            @Nullable UUID goalId,
            @Nullable UUID chapterId,
            @Nullable @Size(max = 9) List<String> status) {
        static final Filter ALL = new Filter(null, null, null);

        /**
         * As they are stored.
         *
         * @throws ProblemException {@code post.unknown_status}
         */
        List<String> statuses() {
            return status == null
                    ? List.of()
                    : status.stream().map(each -> PostStatus.of(each).code()).toList();
        }
    }

    /**
     * What is to be in the file.
     *
     * @param include parts of json and jsonl; null for all that an import takes over. Tables and
     *     Markdown hold posts
     * @param filter null for all posts
     */
    @Schema(name = "ContentExportRequest")
    record Wish(
            @NotNull Format format, @Nullable Set<Part> include, @Nullable @Valid Filter filter) {
        boolean has(Part part) {
            return include == null ? part.comesBack() : include.contains(part);
        }

        Filter posts() {
            return filter == null ? Filter.ALL : filter;
        }
    }

    private final ExportedContent content;
    private final ExportedVoices voices;
    private final Workspaces workspaces;
    private final Operations operations;
    private final Assets assets;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Clock clock;

    ContentExport(
            ExportedContent content,
            ExportedVoices voices,
            Workspaces workspaces,
            Operations operations,
            Assets assets,
            ApplicationEventPublisher events,
            JsonMapper json,
            Clock clock) {
        this.content = content;
        this.voices = voices;
        this.workspaces = workspaces;
        this.operations = operations;
        this.assets = assets;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Starts an export of the bound workspace.
     *
     * @throws ProblemException {@code post.unknown_status}, {@code scope_missing} for whoever may
     *     not read strategies and asks for them or for voices
     */
    @Transactional
    public Operation start(Wish wish, Actor actor) {
        // Refused now, or never.
        wish.posts().statuses();
        var whole = wish.format() == Format.JSON || wish.format() == Format.JSONL;
        if (whole && (wish.has(Part.GOALS) || wish.has(Part.VOICE))) {
            actor.require(Scope.STRATEGY_READ);
        }
        var operation = operations.start(KIND, wish, actor.userId());
        events.publishEvent(
                new Audited(
                        "content.exported",
                        actor.userId(),
                        "content",
                        null,
                        Map.of("format", new Audited.Change(null, wish.format().code())),
                        Audited.Outcome.SUCCESS));
        return operation;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Scope scope() {
        return Scope.CONTENT_READ;
    }

    @Override
    public Outcome run(OperationWork work) throws IOException {
        var wish = work.params(Wish.class);
        var name = "content." + wish.format().ending;
        var written = work.folder().resolve(name);
        var total = content.count(wish.posts());
        var pages =
                new ExportPages(content, wish, done -> work.progress(done, Math.max(total, done)));
        int posts;
        try (var target = new BufferedOutputStream(Files.newOutputStream(written))) {
            posts =
                    switch (wish.format()) {
                        case CSV -> new CsvTarget(target).write(pages);
                        case MARKDOWN ->
                                new MarkdownTarget(target)
                                        .write(workspaces.current().name(), pages);
                        case JSON, JSONL ->
                                new JsonTarget(json, target, parts(wish, work))
                                        .write(workspaces.current().name(), clock.instant(), pages);
                    };
        }
        return kept(written, wish, posts, work);
    }

    private ExportParts parts(Wish wish, OperationWork work) {
        var internal =
                workspaces
                        .actorOf(work.startedBy(), CurrentWorkspace.id())
                        .filter(person -> person.may(Scope.CONTENT_WRITE))
                        .isPresent();
        return new ExportParts(wish, content, voices, internal);
    }

    private Outcome kept(Path written, Wish wish, int posts, OperationWork work)
            throws IOException {
        var name = String.valueOf(written.getFileName());
        var expires = clock.instant().plus(FILE_KEPT);
        try (var in = Files.newInputStream(written)) {
            var kept = assets.keepExport(name, in, wish.format().kind, work.startedBy(), expires);
            return new Outcome(
                    Map.of("posts", posts, "format", wish.format().code()), kept.id(), expires);
        }
    }
}
