package com.postmagiq.content;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.Operations;
import com.postmagiq.workspace.Actor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What was handed to which publisher. */
@Service
class Handoffs {
    /** A text that was handed over. */
    @Schema(name = "PublicationHandoff")
    record Handoff(
            UUID id,
            String publisher,
            String platform,
            String contentHash,
            String status,
            @Nullable UUID actorId,
            Instant createdAt) {}

    private final List<Publisher> publishers;
    private final FinishedPosts finished;
    private final Operations operations;
    private final JsonMapper json;
    private final JdbcClient jdbc;
    private final Clock clock;

    Handoffs(
            List<Publisher> publishers,
            FinishedPosts finished,
            Operations operations,
            JsonMapper json,
            JdbcClient jdbc,
            Clock clock) {
        this.publishers = List.copyOf(publishers);
        this.finished = finished;
        this.operations = operations;
        this.json = json;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Publisher> publishers() {
        return publishers;
    }

    /**
     * @throws ProblemException {@code validation_failed} when there is none of that name that takes
     *     posts there
     */
    Publisher publisher(String id, PlatformKind kind) {
        return publishers.stream()
                .filter(each -> each.id().equals(id))
                .filter(each -> each.platforms().contains(kind))
                .findFirst()
                .orElseThrow(
                        () ->
                                ProblemException.ofField(
                                        GeneralProblem.VALIDATION_FAILED,
                                        "publisher",
                                        "is none that takes posts there"));
    }

    /**
     * Hands a finished text over; the post stays where it is.
     *
     * @return what was handed over
     * @throws ProblemException {@code post.not_finished}, {@code post.text_required}
     */
    @Transactional
    public CopyPack text(String reference, Publisher publisher, PlatformKind kind, Actor actor) {
        var pack = finished.copyPack(reference, kind);
        note(reference, publisher.id(), kind, "done", Map.of(), actor);
        return pack;
    }

    /**
     * Hands a finished text over as files, which are made in the background.
     *
     * @throws ProblemException {@code post.not_finished}, {@code post.text_required}
     */
    @Transactional
    public Operation files(String reference, Publisher publisher, PlatformKind kind, Actor actor) {
        finished.text(reference);
        var id = note(reference, publisher.id(), kind, "accepted", Map.of(), actor);
        return operations.start(HandoffFiles.ARCHIVE, new HandoffFiles.Task(id), actor.userId());
    }

    /**
     * Makes slides of a finished text in the background.
     *
     * @throws ProblemException {@code post.not_finished}, {@code post.text_required}, {@code
     *     carousel.too_long}
     */
    @Transactional
    public Operation slides(String reference, CarouselWish wish, Actor actor) {
        // Said now, not by a work that fails.
        wish.of(finished.text(reference));
        var id =
                note(
                        reference,
                        HandoffFiles.CAROUSEL,
                        PlatformKind.LINKEDIN,
                        "accepted",
                        wish,
                        actor);
        return operations.start(HandoffFiles.CAROUSEL, new HandoffFiles.Task(id), actor.userId());
    }

    private UUID note(
            String reference,
            String publisher,
            PlatformKind kind,
            String status,
            Object options,
            Actor actor) {
        var id = Ids.next();
        jdbc.sql(
                        """
                        insert into app.publication_handoffs (workspace_id, id, post_id, publisher, platform_kind,
                            version_id, content_hash, options, status, actor_id, created_at)
                        select :workspaceId, :id, p.id, :publisher, :kind, v.id, v.content_hash,
                               cast(:options as jsonb), :status, :actor, :now
                          from app.posts p
                          join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
                         where p.id = :post
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", id)
                .param("publisher", publisher)
                .param("kind", kind.code())
                .param("options", json.writeValueAsString(options))
                .param("status", status)
                .param("actor", actor.userId())
                .param("now", Columns.at(clock.instant()))
                .param("post", finished.get(reference).id())
                .update();
        return id;
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public Page<Handoff> page(UUID postId, @Nullable String cursor, int limit) {
        var rows =
                jdbc.sql(
                                """
                                select id, publisher, platform_kind as platform, content_hash, status, actor_id, created_at
                                  from app.publication_handoffs
                                 where post_id = :post and (cast(:before as uuid) is null or id < :before)
                                 order by id desc limit :limit
                                """)
                        .param("post", postId)
                        .param("before", Cursor.decodeId(cursor))
                        .param("limit", limit + 1)
                        .query(Handoff.class)
                        .list();
        return Page.of(rows, limit, Handoff::id);
    }
}
