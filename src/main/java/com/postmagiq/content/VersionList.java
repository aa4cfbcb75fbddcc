package com.postmagiq.content;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.text.WordDiff;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The versions of a post's text: lists, single ones, and what changed between two. */
@Service
class VersionList {
    private static final String COLUMNS =
            """
            select v.version_number as number, v.source, v.title, v.label, v.is_pinned as pinned, v.word_count,
                   v.char_count, v.content_hash, v.run_id, v.author_id, u.full_name as author_name,
                   coalesce(v.id = p.current_version_id, false) as current, v.created_at, v.updated_at
            """;
    private static final String FROM =
            """
              from app.post_versions v
              join app.posts p on p.workspace_id = v.workspace_id and p.id = v.post_id
              left join core.users u on u.id = v.author_id
             where v.post_id = :post
            """;

    /**
     * A version.
     *
     * @param source manual, workflow, import, restore, assist or suggestion
     * @param current whether it is the text people see
     * @param content the whole text; only where one version was asked for
     */
    @Schema(name = "PostVersion")
    record Version(
            int number,
            String source,
            @Nullable String title,
            @Nullable String label,
            @JsonProperty("is_pinned") boolean pinned,
            int wordCount,
            int charCount,
            String contentHash,
            @Nullable UUID runId,
            @Nullable UUID authorId,
            @Nullable String authorName,
            @JsonProperty("is_current") boolean current,
            @Nullable String content,
            Instant createdAt,
            Instant updatedAt) {}

    /**
     * @param similarity 0 to 1: the share of both texts' words that stayed
     */
    @Schema(name = "PostDiffStats")
    record Stats(int addedWords, int removedWords, double similarity) {}

    /**
     * What changed from one version to another: equal and inserted pieces together are the later
     * one.
     *
     * @param modeUsed word, or line where the texts are too long for words
     */
    @Schema(name = "PostDiff")
    record Diff(int from, int to, String modeUsed, Stats stats, List<WordDiff.Hunk> hunks) {}

    private final JdbcClient jdbc;

    VersionList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public Page<Version> page(UUID postId, @Nullable String cursor, int limit) {
        var rows =
                jdbc.sql(
                                COLUMNS
                                        + ", cast(null as text) as content"
                                        + FROM
                                        + """
                                         and (cast(:before as int) is null or v.version_number < :before)
                                         order by v.version_number desc limit :limit
                                        """)
                        .param("post", postId)
                        .param("before", Cursor.decodeNumber(cursor))
                        .param("limit", limit + 1)
                        .query(Version.class)
                        .list();
        return Page.of(rows, limit, Version::number);
    }

    /**
     * @throws ProblemException {@code post.version_not_found}
     */
    @Transactional(readOnly = true)
    public Version get(UUID postId, int number) {
        return jdbc.sql(COLUMNS + ", v.content" + FROM + " and v.version_number = :number")
                .param("post", postId)
                .param("number", number)
                .query(Version.class)
                .optional()
                .orElseThrow(() -> unknown(number));
    }

    static ProblemException unknown(int number) {
        return new ProblemException(
                PostProblem.UNKNOWN_VERSION, "This post has no version %d.".formatted(number));
    }

    /**
     * @param mode word or line
     * @throws ProblemException {@code post.same_version}, {@code post.version_not_found}, {@code
     *     validation_failed}
     */
    @Transactional(readOnly = true)
    public Diff diff(UUID postId, int from, int to, String mode) {
        if (from == to) {
            throw new ProblemException(
                    PostProblem.SAME_VERSION, "Name two different versions to compare.");
        }
        if (!mode.equals("word") && !mode.equals("line")) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED, "mode", "is word or line");
        }
        var before = content(postId, from);
        var after = content(postId, to);
        var byWord = mode.equals("word") && WordDiff.fits(before, after);
        var hunks = byWord ? WordDiff.hunks(before, after) : WordDiff.lines(before, after);
        return new Diff(from, to, byWord ? "word" : "line", stats(hunks), hunks);
    }

    private String content(UUID postId, int number) {
        return Objects.requireNonNull(get(postId, number).content());
    }

    private static Stats stats(List<WordDiff.Hunk> hunks) {
        var kept = words(hunks, "equal");
        var added = words(hunks, "insert");
        var removed = words(hunks, "delete");
        var all = 2 * kept + added + removed;
        return new Stats(added, removed, all == 0 ? 1 : Math.round(2000.0 * kept / all) / 1000.0);
    }

    private static int words(List<WordDiff.Hunk> hunks, String op) {
        return hunks.stream()
                .filter(hunk -> hunk.op().equals(op))
                .mapToInt(hunk -> PlainText.words(hunk.text()))
                .sum();
    }

    /**
     * Names a version, or keeps it for good.
     *
     * @param relabel whether the label is changed at all
     * @param pinned null leaves it
     * @throws ProblemException {@code post.version_not_found}
     */
    @Transactional
    public void mark(
            UUID postId,
            int number,
            boolean relabel,
            @Nullable String label,
            @Nullable Boolean pinned) {
        var marked =
                jdbc.sql(
                                """
                                update app.post_versions
                                   set label = case when :relabel then :label else label end,
                                       is_pinned = coalesce(:pinned, is_pinned)
                                 where post_id = :post and version_number = :number
                                """)
                        .param("relabel", relabel)
                        .param("label", label)
                        .param("pinned", pinned)
                        .param("post", postId)
                        .param("number", number)
                        .update();
        if (marked == 0) {
            throw unknown(number);
        }
    }
}
