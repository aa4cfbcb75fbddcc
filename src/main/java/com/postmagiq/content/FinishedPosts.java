package com.postmagiq.content;

import com.postmagiq.content.FinishedPost.Publication;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Posts that are ready or out, by number, and their texts as platforms take them. */
@Component
class FinishedPosts {
    private static final List<PostStatus> FINISHED =
            List.of(PostStatus.READY, PostStatus.PUBLISHED);

    /** Room for " 12/34". */
    private static final int COUNTER = 6;

    /**
     * Which to show; null leaves nothing out.
     *
     * @param chapter its number
     * @param platform only what went out there
     * @param unpublishedOn only what did not go out there
     * @param due only what should have gone out by now
     */
    record Filter(
            @Nullable UUID goalId,
            @Nullable Integer chapter,
            @Nullable String platform,
            @Nullable String unpublishedOn,
            boolean due) {}

    /**
     * A text as one platform takes it.
     *
     * @param parts with their counters where there are several
     */
    record Rendered(String platform, String text, int length, List<String> parts) {}

    private record OfPost(UUID postId, Publication publication) {}

    private final PostList posts;
    private final TenantDb db;

    FinishedPosts(PostList posts, TenantDb db) {
        this.posts = posts;
        this.db = db;
    }

    Page<FinishedPost> page(Filter filter, @Nullable String cursor, int limit) {
        var where = PostFilter.of(FINISHED).conditions();
        where.addIfGiven("p.goal_id = ?", filter.goalId());
        where.addIfGiven(
                "p.chapter_id in (select c.id from app.chapters c where c.chapter_number = ?)",
                filter.chapter());
        if (filter.due()) {
            where.add("p.publish_due");
        }
        var out =
                "exists (select from app.post_publications u where u.platform_kind = ? and u.post_id = p.id)";
        if (filter.platform() != null) {
            where.add(out, PlatformKind.of(filter.platform()).code());
        }
        if (filter.unpublishedOn() != null) {
            where.add("not " + out, PlatformKind.of(filter.unpublishedOn()).code());
        }
        var page = posts.page(where, PostSort.NUMBER, false, cursor, limit, true);
        var publications =
                publications(page.items().stream().map(PostView::id).toArray(UUID[]::new));
        return new Page<>(
                page.items().stream()
                        .map(
                                post ->
                                        FinishedPost.of(
                                                post,
                                                publications.getOrDefault(post.id(), List.of())))
                        .toList(),
                page.nextCursor());
    }

    /**
     * @throws ProblemException {@code post.not_finished}
     */
    FinishedPost get(String reference) {
        var post = finished(reference);
        return FinishedPost.of(post, of(post.id()));
    }

    private List<Publication> of(UUID postId) {
        return publications(postId).getOrDefault(postId, List.of());
    }

    private PostView finished(String reference) {
        var post = posts.get(reference);
        if (!FINISHED.contains(PostStatus.of(post.status()))) {
            throw new ProblemException(
                    PostProblem.NOT_FINISHED,
                    "Post %d is %s; only ready and published ones are shown here."
                            .formatted(post.postNumber(), post.status()));
        }
        return post;
    }

    private Map<UUID, List<Publication>> publications(UUID... postIds) {
        return db
                .query(
                        """
                        select post_id, platform_kind, published_at, url, source
                          from app.post_publications where post_id = any(?)
                         order by published_at, platform_kind
                        """,
                        (row, _) ->
                                new OfPost(
                                        row.getObject("post_id", UUID.class),
                                        new Publication(
                                                row.getString("platform_kind"),
                                                Columns.at(row, "published_at"),
                                                row.getString("url"),
                                                row.getString("source"))),
                        (Object) postIds)
                .stream()
                .collect(
                        Collectors.groupingBy(
                                OfPost::postId,
                                Collectors.mapping(OfPost::publication, Collectors.toList())));
    }

    /**
     * @throws ProblemException {@code post.not_finished}, {@code post.text_required}
     */
    Rendered render(String reference, PlatformKind kind) {
        var text = text(finished(reference));
        var whole = TextParts.of(kind, text, 0);
        if (whole.size() == 1) {
            return new Rendered(
                    kind.code(), text, PlatformLength.of(kind.code(), text), List.of(text));
        }
        var parts = TextParts.of(kind, text, COUNTER);
        var counted = new ArrayList<String>();
        for (var part : parts) {
            counted.add("%s %d/%d".formatted(part.strip(), counted.size() + 1, parts.size()));
        }
        return new Rendered(kind.code(), text, PlatformLength.of(kind.code(), text), counted);
    }

    /**
     * @throws ProblemException {@code post.not_finished}, {@code post.text_required}
     */
    CopyPack copyPack(String reference, PlatformKind kind) {
        var post = finished(reference);
        var hashtags =
                post.goalId() == null
                        ? List.<String>of()
                        : db.first(
                                        """
                                        select f.default_hashtags
                                          from app.goals g
                                          join app.platforms f on f.workspace_id = g.workspace_id and f.id = g.platform_id
                                         where g.id = ?
                                        """,
                                        (row, _) -> Columns.texts(row, "default_hashtags"),
                                        post.goalId())
                                .orElse(List.of());
        return CopyPack.of(kind, text(post), hashtags);
    }

    /**
     * The text of a finished post.
     *
     * @throws ProblemException {@code post.not_finished}, {@code post.text_required}
     */
    String text(String reference) {
        return text(finished(reference));
    }

    /**
     * @throws ProblemException {@code post.not_finished}, {@code post.text_required}
     */
    PostFile file(String reference) {
        var post = finished(reference);
        return new PostFile(
                post.postNumber(),
                post.topic(),
                post.chapterNumber(),
                post.versionNumber() == null ? 0 : post.versionNumber(),
                text(post));
    }

    private static String text(PostView post) {
        if (post.content() == null) {
            throw new ProblemException(
                    PostProblem.TEXT_REQUIRED,
                    "Post %d has no text yet; write one first.".formatted(post.postNumber()));
        }
        return post.content();
    }
}
