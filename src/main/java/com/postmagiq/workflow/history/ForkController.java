package com.postmagiq.workflow.history;

import com.postmagiq.workflow.control.ForkPersonas;
import com.postmagiq.workflow.control.ForkRequest;
import com.postmagiq.workflow.control.RunAdoption;
import com.postmagiq.workflow.control.RunForks;
import com.postmagiq.workflow.control.RunQuotes;
import com.postmagiq.workflow.run.Fork;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
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

/** Goes on from a state of a run with changes, and takes the result for a post. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/workflow-runs/{id}")
class ForkController {
    private final RunForks forks;
    private final RunAdoption adoption;
    private final ForkPersonas personas;
    private final RunHistory history;

    ForkController(
            RunForks forks, RunAdoption adoption, ForkPersonas personas, RunHistory history) {
        this.forks = forks;
        this.adoption = adoption;
        this.personas = personas;
        this.history = history;
    }

    /** A visited state; without a visit its latest one. */
    @Schema(name = "ForkFrom")
    record From(@NotBlank String state, @Nullable Integer visit) {}

    /** Another version of an inherited text. */
    @Schema(name = "ForkText")
    record Text(@NotNull UUID outputId, @NotBlank String text) {}

    /** The body of a fork; see {@link ForkRequest} for the meaning of each field. */
    @Schema(name = "ForkRunRequest")
    record Body(
            @NotNull @Valid From from,
            @Nullable @Size(max = 20) List<String> onlySlots,
            @Nullable @Valid ChangesBody changes,
            @Nullable @Size(max = 50) List<@Valid Text> texts,
            @Nullable String note,
            @Nullable BigDecimal maxCostUsd,
            @Nullable Integer maxCredits,
            @Nullable String label,
            @Nullable UUID quoteId) {

        ForkRequest request(ForkPersonas versions) {
            return new ForkRequest(
                    from.state(),
                    from.visit(),
                    Objects.requireNonNullElse(onlySlots, List.of()),
                    changes == null ? Fork.Overrides.NONE : changes.overrides(versions),
                    texts == null
                            ? List.of()
                            : texts.stream()
                                    .map(it -> new ForkRequest.Text(it.outputId(), it.text()))
                                    .toList(),
                    note,
                    maxCostUsd,
                    maxCredits,
                    label,
                    quoteId);
        }
    }

    /**
     * The post that takes the text; without one the post of the run it goes on from, or a new one.
     */
    @Schema(name = "AdoptRequest")
    record Adopt(@Nullable UUID postId) {}

    /** Where the text is now. */
    @Schema(name = "AdoptedPost")
    record Adopted(UUID postId) {}

    @PostMapping("/fork")
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    @ResponseStatus(HttpStatus.CREATED)
    RunViews.Run fork(@PathVariable("id") String id, @Valid @RequestBody Body body, Actor actor) {
        var fork = forks.start(history.idOf(id), body.request(personas), actor);
        return history.run(fork.toString(), RunController.money(actor));
    }

    @PostMapping("/fork/quote")
    @RequiresScope(Scope.WORKFLOW_READ)
    RunQuotes.Quote quote(
            @PathVariable("id") String id, @Valid @RequestBody Body body, Actor actor) {
        return forks.quote(
                history.idOf(id), body.request(personas), actor, RunController.money(actor));
    }

    @PostMapping("/adopt")
    @RequiresScope(Scope.CONTENT_WRITE)
    Adopted adopt(@PathVariable("id") String id, @Valid @RequestBody Adopt body, Actor actor) {
        return new Adopted(adoption.adopt(history.idOf(id), body.postId(), actor));
    }
}
