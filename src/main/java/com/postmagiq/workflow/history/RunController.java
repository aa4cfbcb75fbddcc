package com.postmagiq.workflow.history;

import com.postmagiq.content.Posts;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.NotWhileImpersonating;
import com.postmagiq.workflow.control.Deciding;
import com.postmagiq.workflow.control.DecisionRequest;
import com.postmagiq.workflow.control.ForcedCompletion;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.control.RunQuotes;
import com.postmagiq.workflow.control.RunRestart;
import com.postmagiq.workflow.control.StartRequest;
import com.postmagiq.workflow.control.WorkflowRuns;
import com.postmagiq.workflow.history.RunViews.Items;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs over HTTP: start, list, command, decide. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/workflow-runs")
class RunController {
    private final WorkflowRuns runs;
    private final RunCommands commands;
    private final ForcedCompletion forced;
    private final RunRestart restart;
    private final Deciding deciding;
    private final RunList list;
    private final RunQuotes quotes;
    private final RunHistory history;
    private final Posts posts;

    RunController(
            WorkflowRuns runs,
            RunCommands commands,
            ForcedCompletion forced,
            RunRestart restart,
            Deciding deciding,
            RunList list,
            RunQuotes quotes,
            RunHistory history,
            Posts posts) {
        this.runs = runs;
        this.commands = commands;
        this.forced = forced;
        this.restart = restart;
        this.deciding = deciding;
        this.list = list;
        this.quotes = quotes;
        this.history = history;
        this.posts = posts;
    }

    /**
     * The body of a start; see {@link StartRequest} for the meaning of each field.
     *
     * @param story or {@code postId}: one of the two
     * @param postId the post to write, from the story it has
     */
    @Schema(name = "StartRunRequest")
    record Start(
            @Nullable String story,
            @Nullable String storyLabel,
            @Nullable String config,
            @Nullable String tier,
            @Nullable String platform,
            @Schema(allowableValues = {"FULL", "PARTIAL", "OBSERVATION", "SHORT", "REVERSAL"})
                    @Nullable String shape,
            @Nullable Boolean unattended,
            @Nullable Boolean skipQuestions,
            @Nullable Boolean startPaused,
            @Nullable BigDecimal maxCostUsd,
            @Nullable UUID quoteId,
            @Nullable Integer maxCredits,
            @Nullable UUID postId,
            @Nullable String voice) {

        StartRequest request(Posts posts) {
            if ((story == null) == (postId == null)) {
                throw ProblemException.ofField(
                        GeneralProblem.VALIDATION_FAILED,
                        "story",
                        "is given for a new post, post_id for one that is there; send one of the two");
            }
            var post = postId == null ? null : posts.beginning(postId);
            return new StartRequest(
                    Objects.requireNonNullElse(post == null ? story : post.story(), ""),
                    storyLabel == null && post != null ? post.topic() : storyLabel,
                    config,
                    tier,
                    platform,
                    shape == null && post != null ? post.shape() : shape,
                    Boolean.TRUE.equals(unattended),
                    Boolean.TRUE.equals(skipQuestions),
                    Boolean.TRUE.equals(startPaused),
                    maxCostUsd,
                    quoteId,
                    maxCredits,
                    postId,
                    voice);
        }
    }

    /** The body of a decision; see {@link DecisionRequest}. */
    @Schema(name = "DecisionRequest")
    record Decide(
            @NotNull UUID decisionId,
            @Schema(allowableValues = {"approved", "feedback", "retry", "abort"}) @NotBlank
                    String decision,
            @Nullable String feedback,
            @Nullable String editedContent,
            @Nullable String contentHash,
            @Nullable Boolean acceptFindings) {}

    /**
     * How a run is tried again.
     *
     * @param resetLimits as a new run of the same story, which is the answer, instead of going on
     *     in this one; needs workflow:admin
     */
    @Schema(name = "RetryRequest")
    record Retry(@Nullable Boolean resetLimits) {}

    /** Why a run is completed past its checks. */
    @Schema(name = "ForceCompleteRequest")
    record Force(@Nullable String reason) {}

    @PostMapping
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    @ResponseStatus(HttpStatus.CREATED)
    RunViews.Run start(
            @Valid @RequestBody Start body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 200)
                    @Nullable String key,
            Actor actor) {
        return shown(runs.start(body.request(posts), actor, key), actor);
    }

    @PostMapping("/quote")
    @RequiresScope(Scope.WORKFLOW_READ)
    RunQuotes.Quote quote(@Valid @RequestBody Start body, Actor actor) {
        return quotes.quote(body.request(posts), money(actor));
    }

    @GetMapping
    @RequiresScope(Scope.WORKFLOW_READ)
    Page<RunViews.RunSummary> list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String config,
            @RequestParam(name = "post_id", required = false) @Nullable UUID postId,
            @RequestParam(name = "story_key", required = false) @Nullable String storyKey,
            @RequestParam(name = "fork_of", required = false) @Nullable UUID forkOf,
            @Schema(allowableValues = {"post", "fork", "evaluation"})
                    @RequestParam(required = false)
                    @Pattern(regexp = "post|fork|evaluation")
                    @Nullable String purpose,
            @RequestParam(name = "started_by", required = false) @Nullable UUID startedBy,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            Actor actor) {
        var filter =
                new RunFilter(
                        status, config, postId, storyKey, forkOf, purpose, startedBy, from, to, q);
        return list.page(filter, cursor, limit, money(actor));
    }

    @GetMapping("/{id}")
    @RequiresScope(Scope.WORKFLOW_READ)
    RunViews.Run get(@PathVariable("id") String id, Actor actor) {
        return history.run(id, money(actor));
    }

    @PostMapping("/{id}/pause")
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    RunViews.Run pause(@PathVariable("id") String id, Actor actor) {
        var runId = history.idOf(id);
        commands.pause(runId, actor);
        return shown(runId, actor);
    }

    @PostMapping("/{id}/resume")
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    RunViews.Run resume(@PathVariable("id") String id, Actor actor) {
        var runId = history.idOf(id);
        commands.resume(runId, actor);
        return shown(runId, actor);
    }

    @PostMapping("/{id}/step")
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    RunViews.Run step(@PathVariable("id") String id, Actor actor) {
        var runId = history.idOf(id);
        commands.step(runId, actor);
        return shown(runId, actor);
    }

    @PostMapping("/{id}/abort")
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    RunViews.Run abort(@PathVariable("id") String id, Actor actor) {
        var runId = history.idOf(id);
        commands.abort(runId, actor);
        return shown(runId, actor);
    }

    @PostMapping("/{id}/retry")
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    RunViews.Run retry(
            @PathVariable("id") String id,
            @Valid @RequestBody(required = false) @Nullable Retry body,
            Actor actor) {
        var runId = history.idOf(id);
        if (body != null && Boolean.TRUE.equals(body.resetLimits())) {
            return shown(restart.restart(runId, actor), actor);
        }
        commands.retry(runId, actor);
        return shown(runId, actor);
    }

    @PostMapping("/{id}/force-complete")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @NotWhileImpersonating
    RunViews.Run forceComplete(
            @PathVariable("id") String id, @Valid @RequestBody Force body, Actor actor) {
        var runId = history.idOf(id);
        forced.complete(runId, actor, body.reason());
        return shown(runId, actor);
    }

    @DeleteMapping("/{id}")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable("id") String id) {
        commands.delete(history.idOf(id));
    }

    @GetMapping("/{id}/decisions")
    @RequiresScope(Scope.WORKFLOW_READ)
    Items<RunViews.Decision> decisions(@PathVariable("id") String id) {
        return new Items<>(history.decisions(id));
    }

    @PostMapping("/{id}/decisions")
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    @NotWhileImpersonating
    RunViews.Run decide(
            @PathVariable("id") String id, @Valid @RequestBody Decide body, Actor actor) {
        var runId = history.idOf(id);
        deciding.decide(
                runId,
                new DecisionRequest(
                        body.decisionId(),
                        body.decision(),
                        body.feedback(),
                        body.editedContent(),
                        body.contentHash(),
                        Boolean.TRUE.equals(body.acceptFindings())),
                actor);
        return shown(runId, actor);
    }

    private RunViews.Run shown(UUID runId, Actor actor) {
        return history.run(runId.toString(), money(actor));
    }

    static boolean money(Actor actor) {
        return actor.may(Scope.USAGE_ADMIN);
    }
}
