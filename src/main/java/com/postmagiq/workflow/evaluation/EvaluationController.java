package com.postmagiq.workflow.evaluation;

import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The runs of a workspace taken together. Every answer is JSON, or a file with {@code csv}. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/evaluation")
class EvaluationController {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final String FORMATS = "json|csv";
    private static final String GROUPS = "agent|provider|model|config|state";

    private final AuditScores scores;
    private final Spending spending;
    private final RunTrends trends;
    private final StoryProgress stories;

    EvaluationController(
            AuditScores scores, Spending spending, RunTrends trends, StoryProgress stories) {
        this.scores = scores;
        this.spending = spending;
        this.trends = trends;
        this.stories = stories;
    }

    @GetMapping("/agents")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @Operation(summary = "Agents by what auditors said of their drafts")
    ResponseEntity<EvaluationViews.Agents> agents(
            @RequestParam(defaultValue = "30") @Min(1) @Max(365) int days,
            @RequestParam(name = "include_offline", defaultValue = "false") boolean offline,
            @RequestParam(name = "include_forks", defaultValue = "false") boolean forks,
            @RequestParam(name = "include_evaluation", defaultValue = "false") boolean evaluation,
            @RequestParam(defaultValue = "json") @Pattern(regexp = FORMATS) String format) {
        return answer(scores.agents(days, new Included(offline, forks, evaluation)), format);
    }

    @GetMapping("/costs")
    @RequiresScope(Scope.USAGE_ADMIN)
    @Operation(summary = "What the runs cost, by agent, provider, model, configuration or state")
    ResponseEntity<EvaluationViews.Costs> costs(
            @RequestParam(required = false) @Min(1) @Max(365) @Nullable Integer days,
            @RequestParam(defaultValue = "agent")
                    @Pattern(regexp = GROUPS)
                    @Schema(allowableValues = {"agent", "provider", "model", "config", "state"})
                    String by,
            @RequestParam(name = "include_offline", defaultValue = "false") boolean offline,
            @RequestParam(name = "include_forks", defaultValue = "false") boolean forks,
            @RequestParam(name = "include_evaluation", defaultValue = "false") boolean evaluation,
            @RequestParam(defaultValue = "json") @Pattern(regexp = FORMATS) String format) {
        var group =
                Arrays.stream(Spending.By.values())
                        .filter(value -> value.code().equals(by))
                        .findFirst()
                        .orElseThrow();
        return answer(
                spending.costs(days, group, new Included(offline, forks, evaluation)), format);
    }

    @GetMapping("/trend")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @Operation(summary = "Complete runs by ISO week")
    ResponseEntity<EvaluationViews.Trend> trend(
            @RequestParam(defaultValue = "8") @Min(1) @Max(52) int weeks,
            @RequestParam(name = "include_offline", defaultValue = "false") boolean offline,
            @RequestParam(name = "include_forks", defaultValue = "false") boolean forks,
            @RequestParam(name = "include_evaluation", defaultValue = "false") boolean evaluation,
            @RequestParam(defaultValue = "json") @Pattern(regexp = FORMATS) String format,
            Actor actor) {
        return answer(
                trends.trend(weeks, new Included(offline, forks, evaluation), money(actor)),
                format);
    }

    @GetMapping("/daily")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @Operation(summary = "Complete runs by day")
    ResponseEntity<EvaluationViews.Daily> daily(
            @RequestParam(defaultValue = "30") @Min(1) @Max(90) int days,
            @RequestParam(name = "include_offline", defaultValue = "false") boolean offline,
            @RequestParam(name = "include_forks", defaultValue = "false") boolean forks,
            @RequestParam(name = "include_evaluation", defaultValue = "false") boolean evaluation,
            @RequestParam(defaultValue = "json") @Pattern(regexp = FORMATS) String format,
            Actor actor) {
        return answer(
                trends.daily(days, new Included(offline, forks, evaluation), money(actor)), format);
    }

    @GetMapping("/posts/{story_key}")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @Operation(summary = "The runs of one story")
    ResponseEntity<EvaluationViews.Story> story(
            @PathVariable("story_key") String storyKey,
            @RequestParam(name = "include_offline", defaultValue = "false") boolean offline,
            @RequestParam(name = "include_forks", defaultValue = "false") boolean forks,
            @RequestParam(name = "include_evaluation", defaultValue = "false") boolean evaluation,
            @RequestParam(defaultValue = "json") @Pattern(regexp = FORMATS) String format,
            Actor actor) {
        return answer(
                stories.of(storyKey, new Included(offline, forks, evaluation), money(actor)),
                format);
    }

    @GetMapping("/best/{state}")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @Operation(summary = "The agents of one state, best first")
    ResponseEntity<EvaluationViews.BestOfState> best(
            @PathVariable("state") String state,
            @RequestParam(required = false) @Min(1) @Max(365) @Nullable Integer days,
            @RequestParam(name = "include_offline", defaultValue = "false") boolean offline,
            @RequestParam(name = "include_forks", defaultValue = "false") boolean forks,
            @RequestParam(name = "include_evaluation", defaultValue = "false") boolean evaluation,
            @RequestParam(defaultValue = "json") @Pattern(regexp = FORMATS) String format) {
        return answer(scores.best(state, days, new Included(offline, forks, evaluation)), format);
    }

    @GetMapping("/summary")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @Operation(summary = "A period in one line")
    ResponseEntity<EvaluationViews.Summary> summary(
            @RequestParam(required = false) @Min(1) @Max(365) @Nullable Integer days,
            @RequestParam(name = "include_offline", defaultValue = "false") boolean offline,
            @RequestParam(name = "include_forks", defaultValue = "false") boolean forks,
            @RequestParam(name = "include_evaluation", defaultValue = "false") boolean evaluation,
            @RequestParam(defaultValue = "json") @Pattern(regexp = FORMATS) String format,
            Actor actor) {
        return answer(
                trends.summary(days, new Included(offline, forks, evaluation), money(actor)),
                format);
    }

    @GetMapping("/auditors")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @Operation(summary = "How auditors judge, and how often people agree with them")
    ResponseEntity<EvaluationViews.Auditors> auditors(
            @RequestParam(defaultValue = "30") @Min(1) @Max(365) int days,
            @RequestParam(name = "include_offline", defaultValue = "false") boolean offline,
            @RequestParam(name = "include_forks", defaultValue = "false") boolean forks,
            @RequestParam(name = "include_evaluation", defaultValue = "false") boolean evaluation,
            @RequestParam(defaultValue = "json") @Pattern(regexp = FORMATS) String format) {
        return answer(scores.auditors(days, new Included(offline, forks, evaluation)), format);
    }

    private static boolean money(Actor actor) {
        return actor.may(Scope.USAGE_ADMIN);
    }

    /** The declared type is what the description of the interface shows: the JSON form. */
    @SuppressWarnings("unchecked")
    private static <T extends Sheet.Tabular> ResponseEntity<T> answer(T view, String format) {
        if (format.equals("json")) {
            return ResponseEntity.ok(view);
        }
        var file =
                ResponseEntity.ok()
                        .contentType(CSV)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"evaluation.csv\"")
                        .body(view.sheet().csv());
        return (ResponseEntity<T>) (ResponseEntity<?>) file;
    }
}
