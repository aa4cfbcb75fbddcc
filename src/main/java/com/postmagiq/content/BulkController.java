package com.postmagiq.content;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changing many posts at once. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/posts/bulk")
class BulkController {
    /**
     * Which posts; see the list's parameters of the same names.
     *
     * @param assignee a person's id, {@code me}, or {@code none}
     */
    @Schema(name = "BulkFilter")
    record FilterRequest(
            @Nullable @Size(max = 9) List<@Size(max = 40) String> status,
            @Nullable UUID goalId,
            @Nullable UUID chapterId,
            @Nullable @Size(max = 40) String assignee,
            @Nullable @Pattern(regexp = PostFields.PRIORITIES) String priority,
            @Nullable @Size(max = 40) String tag,
            @Nullable LocalDate dueBefore,
            @Nullable LocalDate dueAfter,
            @Nullable Boolean overdue,
            @Nullable Boolean hasContent,
            @Nullable @Size(max = 200) String q) {
        PostFilter posts(Actor actor) {
            return new PostFilter(
                    status == null
                            ? List.of()
                            : status.stream().map(PostStatus::of).distinct().toList(),
                    goalId,
                    chapterId,
                    false,
                    PostFilter.personOf(assignee, actor),
                    "none".equals(assignee),
                    priority,
                    tag,
                    dueBefore,
                    dueAfter,
                    Boolean.TRUE.equals(overdue),
                    false,
                    hasContent,
                    q);
        }
    }

    /**
     * What to change; either ids or a filter say for which posts.
     *
     * @param expectedCount how many posts the filter showed; another number now changes nothing
     * @param atomic all or none
     * @param dryRun tells what would come of it
     */
    @Schema(name = "BulkRequest")
    record ChangeRequest(
            @Nullable @Size(min = 1, max = Bulk.MOST) List<@NotNull UUID> ids,
            @Nullable @Valid FilterRequest filter,
            @Nullable @Min(0) Integer expectedCount,
            @NotNull BulkAction action,
            BulkWish.@Nullable @Valid Params params,
            @Nullable Boolean atomic,
            @Nullable Boolean dryRun) {
        Bulk.Wish wish() {
            var given = params == null ? BulkWish.Params.NONE : params;
            given.requireFor(action);
            return new Bulk.Wish(
                    action, given, Boolean.TRUE.equals(atomic), Boolean.TRUE.equals(dryRun));
        }
    }

    @Schema(name = "BulkUndoRequest")
    record UndoRequest(@NotNull UUID undoToken) {}

    private final Bulk bulk;

    BulkController(Bulk bulk) {
        this.bulk = bulk;
    }

    /** Some actions need another right than content:write: board:assign, content:delete. */
    @PostMapping
    @RequiresScope(Scope.CONTENT_WRITE)
    Bulk.Done bulk(Actor actor, @Valid @RequestBody ChangeRequest body) {
        actor.require(body.action().scope());
        var wish = body.wish();
        return bulk.change(ids(body, actor), wish, actor);
    }

    private List<UUID> ids(ChangeRequest body, Actor actor) {
        var filter = body.filter();
        if ((body.ids() == null) == (filter == null)) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED,
                    "ids",
                    "or a filter says which posts; give one of them");
        }
        if (filter == null) {
            return Objects.requireNonNull(body.ids());
        }
        var expected = body.expectedCount();
        if (expected == null) {
            throw ProblemException.ofField(
                    GeneralProblem.REQUIRED_FIELD,
                    "expected_count",
                    "says how many posts the filter showed");
        }
        return bulk.matching(filter.posts(actor), expected);
    }

    /** Within ten minutes, by whoever changed them. */
    @PostMapping("/undo")
    @RequiresScope(Scope.CONTENT_WRITE)
    Bulk.Done undoBulk(Actor actor, @Valid @RequestBody UndoRequest body) {
        return bulk.undo(body.undoToken(), actor);
    }
}
