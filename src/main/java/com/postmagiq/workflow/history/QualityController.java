package com.postmagiq.workflow.history;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.quality.CheckRequest;
import com.postmagiq.quality.ProvenanceTracer;
import com.postmagiq.quality.QualityChecks;
import com.postmagiq.quality.Source;
import com.postmagiq.quality.Texts;
import com.postmagiq.workflow.control.Dismissals;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The checks over any text, and setting single findings aside. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/quality")
class QualityController {
    private static final int LONGEST = 100_000;

    private final Dismissals dismissals;
    private final RunHistory history;
    private final QualityChecks checks = new QualityChecks();
    private final ProvenanceTracer tracer = new ProvenanceTracer(checks);

    QualityController(Dismissals dismissals, RunHistory history) {
        this.dismissals = dismissals;
        this.history = history;
    }

    /** A text and what its facts may come from: a story, or the story of a run. */
    @Schema(name = "QualityCheckRequest")
    record Check(
            @NotBlank @Size(max = LONGEST) String text,
            @Nullable @Size(max = LONGEST) String storyText,
            @Nullable String runId,
            @Nullable String platform,
            @Nullable String shape) {}

    /** Why a finding does not hold. */
    @Schema(name = "DismissFindingRequest")
    record Dismiss(@NotBlank @Size(min = 3, max = 500) String reason) {}

    @PostMapping("/check")
    @RequiresScope(Scope.CONTENT_WRITE)
    QualityViews.Quality check(@Valid @RequestBody Check body) {
        if (body.storyText() != null && body.runId() != null) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "Send story_text or run_id, not both: there is one story.");
        }
        var story =
                body.runId() == null
                        ? body.storyText()
                        : history.run(body.runId(), false).story().text();
        var text = Texts.normalise(body.text());
        List<Source> sources =
                story == null ? List.of() : List.of(Source.story(Texts.normalise(story)));
        var report =
                checks.check(
                        new CheckRequest(
                                text,
                                sources,
                                body.shape(),
                                Objects.requireNonNullElse(body.platform(), "linkedin"),
                                Map.of(),
                                List.of(),
                                List.of()));
        return QualityViews.of(report, tracer.trace(text, sources, List.of()));
    }

    @PostMapping("/reports/{id}/findings/{n}/dismiss")
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dismiss(
            @PathVariable("id") UUID reportId,
            @PathVariable("n") int finding,
            @Valid @RequestBody Dismiss body,
            Actor actor) {
        dismissals.dismiss(Ids.next(), reportId, finding, body.reason(), actor);
    }
}
