package com.postmagiq.content.strategy;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.web.GivenText;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Strategies: what a workspace wants to be known for, and which of them is the current one. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}")
class GoalController {
    /**
     * @param name null names the copy after the original
     * @param copyPosts whether its posts are planned once more
     */
    @Schema(name = "GoalCopy")
    record CopyRequest(@Nullable @Size(max = 120) String name, boolean copyPosts) {}

    private final Goals goals;
    private final GoalList list;
    private final ChapterList chapters;

    GoalController(Goals goals, GoalList list, ChapterList chapters) {
        this.goals = goals;
        this.list = list;
        this.chapters = chapters;
    }

    @GetMapping("/goals")
    @RequiresScope(Scope.STRATEGY_READ)
    Page<Goal> list(
            @RequestParam(required = false) @Nullable @Pattern(regexp = "active|paused|archived")
                    String status,
            @RequestParam(name = "platform_id", required = false) @Nullable UUID platformId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return list.page(status, platformId, cursor, limit);
    }

    @PostMapping("/goals")
    @RequiresScope(Scope.STRATEGY_WRITE)
    ResponseEntity<Goal> create(Actor actor, @Valid @RequestBody GoalFields body) {
        return answer(HttpStatus.CREATED, goals.create(actor, body));
    }

    /**
     * @param expand {@code chapters} adds them
     */
    @GetMapping("/goals/{goal_id}")
    @RequiresScope(Scope.STRATEGY_READ)
    ResponseEntity<Goal> get(
            @PathVariable("goal_id") UUID id,
            @RequestParam(required = false) @Nullable @Pattern(regexp = "chapters") String expand) {
        var goal = goals.get(id);
        return answer(HttpStatus.OK, expand == null ? goal : goal.with(chapters.of(id)));
    }

    @PatchMapping("/goals/{goal_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    ResponseEntity<Goal> change(
            Actor actor,
            @PathVariable("goal_id") UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody GoalFields body) {
        return answer(HttpStatus.OK, goals.change(actor, id, IfMatch.optional(ifMatch), body));
    }

    /**
     * @param confirmPosts the number of its posts, where it has any
     */
    @DeleteMapping("/goals/{goal_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    Goals.Deleted delete(
            Actor actor,
            @PathVariable("goal_id") UUID id,
            @RequestParam(name = "confirm_posts", required = false)
                    @Nullable Integer confirmPosts) {
        return goals.delete(actor, id, confirmPosts);
    }

    @PostMapping("/goals/{goal_id}/make-default")
    @RequiresScope(Scope.STRATEGY_WRITE)
    ResponseEntity<Goal> makeDefault(Actor actor, @PathVariable("goal_id") UUID id) {
        return answer(HttpStatus.OK, goals.makeDefault(actor, id));
    }

    @PostMapping("/goals/{goal_id}/duplicate")
    @RequiresScope(Scope.STRATEGY_WRITE)
    ResponseEntity<Goal> duplicate(
            Actor actor, @PathVariable("goal_id") UUID id, @Valid @RequestBody CopyRequest body) {
        return answer(
                HttpStatus.CREATED,
                goals.duplicate(actor, id, GivenText.of("name", body.name()), body.copyPosts()));
    }

    /** The current strategy with its chapters; no strategy and no chapters where there is none. */
    @GetMapping("/strategy")
    @RequiresScope(Scope.STRATEGY_READ)
    Goals.Current current() {
        return goals.current();
    }

    /** The same, at the address of the guided setup that made it. */
    @GetMapping("/onboarding/strategy")
    @RequiresScope(Scope.STRATEGY_READ)
    Goals.Current made() {
        return goals.current();
    }

    /**
     * @param confirmPosts the number of its posts, where it has any
     */
    @DeleteMapping("/onboarding/strategy")
    @RequiresScope(Scope.STRATEGY_WRITE)
    Goals.Deleted deleteCurrent(
            Actor actor,
            @RequestParam(name = "confirm_posts", required = false)
                    @Nullable Integer confirmPosts) {
        return goals.deleteCurrent(actor, confirmPosts);
    }

    private static ResponseEntity<Goal> answer(HttpStatus status, Goal goal) {
        return ResponseEntity.status(status).eTag(IfMatch.tag(goal.revision())).body(goal);
    }
}
