package com.postmagiq.content;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.Actor;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records of where posts went out: one for each platform. The first makes a post published. */
@Service
class Publications {
    private static final int LONGEST_URL = 2000;

    private final StoredPosts posts;
    private final PostMoves moves;
    private final PostNews news;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Publications(
            StoredPosts posts,
            PostMoves moves,
            PostNews news,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Clock clock) {
        this.posts = posts;
        this.moves = moves;
        this.news = news;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Records that a post went out; once more on the same platform changes address and time.
     *
     * @param at now when null
     * @return what to warn of: url_host_mismatch
     * @throws ProblemException {@code post.illegal_transition} unless it is ready or published,
     *     {@code validation_failed}
     */
    @Transactional
    public List<String> record(
            UUID postId,
            PlatformKind kind,
            @Nullable String url,
            @Nullable Instant at,
            Actor actor) {
        var post = posts.lock(postId);
        if (post.status() != PostStatus.PUBLISHED) {
            moves.move(
                    post,
                    PostStatus.PUBLISHED,
                    PostMoves.Cause.of(Mover.PUBLICATION, actor.userId()));
        }
        var now = clock.instant();
        if (at != null && at.isAfter(now)) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED, "published_at", "lies in the future");
        }
        var address = address(url);
        jdbc.sql(
                        """
                        insert into app.post_publications (workspace_id, id, post_id, platform_kind, version_id, url,
                            published_at, published_by_id, source, created_at)
                        values (:workspaceId, :id, :post, :kind, :version, :url, :at, :by, 'manual', :now)
                        on conflict (workspace_id, post_id, platform_kind) do update
                           set url = coalesce(excluded.url, post_publications.url), version_id = excluded.version_id,
                               published_at = case when :given then excluded.published_at
                                                   else post_publications.published_at end
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", Ids.next())
                .param("post", postId)
                .param("kind", kind.code())
                .param("version", post.currentVersionId())
                .param("url", address == null ? null : address.toString())
                .param("at", Columns.at(at == null ? now : at))
                .param("given", at != null)
                .param("by", actor.userId())
                .param("now", Columns.at(now))
                .update();
        summed(postId);
        events.publishEvent(
                new Audited(
                        "post.published",
                        actor.userId(),
                        NewPosts.RESOURCE,
                        postId,
                        Map.of("platform", new Audited.Change(null, kind.code())),
                        Audited.Outcome.SUCCESS));
        return address == null || kind.has(address) ? List.of() : List.of("url_host_mismatch");
    }

    private static @Nullable URI address(@Nullable String url) {
        var given = PlainText.of("url", url, LONGEST_URL);
        if (given == null) {
            return null;
        }
        try {
            var address = URI.create(given);
            if (List.of("http", "https").contains(String.valueOf(address.getScheme()))
                    && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw ProblemException.ofField(
                GeneralProblem.VALIDATION_FAILED, "url", "is no address that begins with https://");
    }

    /**
     * Takes a record back; without any left the post is ready again.
     *
     * @throws ProblemException {@code publication.not_found}
     */
    @Transactional
    public void remove(UUID postId, PlatformKind kind, Actor actor) {
        var post = posts.lock(postId);
        var gone =
                jdbc.sql(
                                "delete from app.post_publications where post_id = :post and platform_kind = :kind")
                        .param("post", postId)
                        .param("kind", kind.code())
                        .update();
        if (gone == 0) {
            throw new ProblemException(
                    PostProblem.UNKNOWN_PUBLICATION,
                    "Post %d has no record for %s.".formatted(post.number(), kind.code()));
        }
        var left =
                jdbc.sql("select count(*) from app.post_publications where post_id = :post")
                        .param("post", postId)
                        .query(Integer.class)
                        .single();
        if (left == 0 && post.status() == PostStatus.PUBLISHED) {
            moves.move(
                    post, PostStatus.READY, PostMoves.Cause.of(Mover.PUBLICATION, actor.userId()));
        }
        summed(postId);
    }

    /** What the post itself says: the earliest time, and the earliest address. */
    private void summed(UUID postId) {
        jdbc.sql(
                        """
                        update app.posts
                           set published_at = (select min(published_at) from app.post_publications where post_id = :id),
                               published_url = (select url from app.post_publications where post_id = :id and url is not null
                                                 order by published_at, id limit 1),
                               publish_due = publish_due and not exists (
                                   select from app.post_publications where post_id = :id),
                               edited_since_publication = exists (
                                   select from app.post_publications u
                                    where u.post_id = :id and u.version_id is distinct from current_version_id),
                               revision = revision + 1, updated_at = :now
                         where id = :id
                        """)
                .param("now", Columns.at(clock.instant()))
                .param("id", postId)
                .update();
        news.changed(postId);
    }
}
