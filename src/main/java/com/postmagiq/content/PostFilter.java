package com.postmagiq.content;

import com.postmagiq.kernel.page.Conditions;
import com.postmagiq.kernel.page.SearchWords;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which posts a list shows; null and empty leave nothing out.
 *
 * @param statuses any of these
 * @param unassigned only those nobody is to write
 * @param overdue only late ones
 * @param needsAttention only late ones, those that wait for a story or for changes, and those whose
 *     run failed
 * @param hasContent only those with a text, or without
 * @param words part of topic, number or text
 */
public record PostFilter(
        List<PostStatus> statuses,
        @Nullable UUID goalId,
        @Nullable UUID chapterId,
        boolean withoutChapter,
        @Nullable UUID assigneeId,
        boolean unassigned,
        @Nullable String priority,
        @Nullable String tag,
        @Nullable LocalDate dueBefore,
        @Nullable LocalDate dueAfter,
        boolean overdue,
        boolean needsAttention,
        @Nullable Boolean hasContent,
        @Nullable String words) {

    private static final String LATE =
            "p.due_date < (now() at time zone w.time_zone)::date and p.status not in ('ready', 'published', 'archived')";

    /** All posts of these statuses. */
    static PostFilter of(List<PostStatus> statuses) {
        return new PostFilter(
                statuses, null, null, false, null, false, null, null, null, null, false, false,
                null, null);
    }

    /** The same, of these statuses only. */
    public PostFilter in(List<PostStatus> wanted) {
        return new PostFilter(
                wanted,
                goalId,
                chapterId,
                withoutChapter,
                assigneeId,
                unassigned,
                priority,
                tag,
                dueBefore,
                dueAfter,
                overdue,
                needsAttention,
                hasContent,
                words);
    }

    /** The same, of one chapter only, or of none. */
    public PostFilter inChapter(@Nullable UUID id) {
        return new PostFilter(
                statuses,
                goalId,
                id,
                id == null,
                assigneeId,
                unassigned,
                priority,
                tag,
                dueBefore,
                dueAfter,
                overdue,
                needsAttention,
                hasContent,
                words);
    }

    /** The same, of one person only, or of nobody. */
    public PostFilter of(@Nullable UUID person) {
        return new PostFilter(
                statuses,
                goalId,
                chapterId,
                withoutChapter,
                person,
                person == null,
                priority,
                tag,
                dueBefore,
                dueAfter,
                overdue,
                needsAttention,
                hasContent,
                words);
    }

    Conditions conditions() {
        var where = new Conditions();
        if (!statuses.isEmpty()) {
            var marks = String.join(", ", statuses.stream().map(_ -> "?").toList());
            where.add(
                    "p.status in (" + marks + ")",
                    statuses.stream().map(PostStatus::code).toArray());
        }
        where.addIfGiven("p.goal_id = ?", goalId);
        where.addIfGiven("p.chapter_id = ?", chapterId);
        if (withoutChapter) {
            where.add("p.chapter_id is null");
        }
        where.addIfGiven("p.assignee_id = ?", assigneeId);
        if (unassigned) {
            where.add("p.assignee_id is null");
        }
        where.addIfGiven("p.priority = ?", priority);
        where.addIfGiven(
                "exists (select from app.post_tags t where t.tag = lower(?) and t.post_id = p.id)",
                tag);
        where.addIfGiven("p.due_date < ?", dueBefore);
        where.addIfGiven("p.due_date > ?", dueAfter);
        if (overdue) {
            where.add(LATE);
        }
        if (needsAttention) {
            where.add(
                    "(p.status in ('needs_story', 'changes_requested') or p.run_trouble or (%s))"
                            .formatted(LATE));
        }
        if (hasContent != null) {
            where.add(
                    hasContent
                            ? "p.current_version_id is not null"
                            : "p.current_version_id is null");
        }
        if (words != null && !words.isBlank()) {
            var pattern = SearchWords.pattern(words);
            where.add(
                    "(p.topic ilike ? or v.content ilike ? or p.post_number::text = ?)",
                    pattern,
                    pattern,
                    words.strip());
        }
        return where;
    }

    /** The person a filter names; null for anybody and for nobody. */
    public static @Nullable UUID personOf(@Nullable String assignee, Actor actor) {
        if (assignee == null || assignee.equals("none")) {
            return null;
        }
        if (assignee.equals("me")) {
            return actor.userId();
        }
        try {
            return UUID.fromString(assignee);
        } catch (IllegalArgumentException _) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED, "assignee", "is a person's id, me or none");
        }
    }
}
