package com.postmagiq.workflow.history;

import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.persona.Personas;
import com.postmagiq.workflow.persona.PromptText;
import com.postmagiq.workflow.persona.VisitPrompts;
import com.postmagiq.workflow.run.PinnedConfigs;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.Runs;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says which words the agents of a run were instructed with. */
@Service
@Transactional(readOnly = true)
public class PromptHistory {
    private static final String FORK = "fork";

    private final Runs runs;
    private final VisitPrompts prompts;
    private final PinnedConfigs configs;

    PromptHistory(Runs runs, VisitPrompts prompts, PinnedConfigs configs) {
        this.runs = runs;
        this.prompts = prompts;
        this.configs = configs;
    }

    /**
     * One part of the instructions.
     *
     * @param version absent for a text of the run's own configuration or of a fork
     * @param text absent where it is gone, and for readers who may not see the product's
     */
    @Schema(name = "VisitPromptPart")
    public record Part(
            @Schema(allowableValues = {"rules", "voice", "persona"}) String kind,
            String slug,
            @Nullable Integer version,
            @Nullable String text) {}

    /**
     * The instructions of a role in a visit, in the order they were sent.
     *
     * @param source who wrote the role: the product, the workspace, the configuration itself, or
     *     whoever forked the run
     */
    @Schema(name = "VisitPrompt")
    public record Prompt(
            String state,
            int visit,
            String persona,
            @Schema(allowableValues = {"system", "own", "config", "fork"}) String source,
            List<Part> parts) {}

    /**
     * The instructions of a run's own visits, oldest first.
     *
     * @param state null for all states
     * @param visit null for all visits
     * @param all whether the reader may see the product's texts
     * @throws com.postmagiq.kernel.problem.ProblemException {@code run.not_found}
     */
    public List<Prompt> of(
            String reference, @Nullable String state, @Nullable Integer visit, boolean all) {
        var run = runs.byReference(reference).orElseThrow(() -> RunCommands.unknown(reference));
        var config = configs.effective(run.configHash(), run.tier());
        return prompts.recorded(run.id(), state, visit).stream()
                .map(recorded -> prompt(run, config, recorded, all))
                .toList();
    }

    private static Prompt prompt(
            Run run, WorkflowConfig config, VisitPrompts.Recorded recorded, boolean all) {
        var fork = run.fork();
        var reworded = fork == null ? null : fork.overrides().personas().get(recorded.slug());
        var source = reworded == null ? recorded.source().name().toLowerCase(Locale.ROOT) : FORK;
        var parts = new ArrayList<Part>();
        var known = recorded.parts();
        if (known != null) {
            known.rules().ifPresent(text -> parts.add(part("rules", text, all)));
            known.voice().ifPresent(text -> parts.add(part("voice", text, all)));
        }
        var unnumbered = source.equals(FORK) || recorded.source() == Personas.Source.CONFIG;
        parts.add(
                new Part(
                        "persona",
                        recorded.slug(),
                        unnumbered ? null : recorded.version(),
                        reworded == null ? text(config, recorded, all) : reworded));
        return new Prompt(
                recorded.state(), recorded.visit(), recorded.slug(), source, List.copyOf(parts));
    }

    private static Part part(String kind, PromptText text, boolean all) {
        return new Part(kind, text.slug(), text.version(), all ? text.text() : null);
    }

    private static @Nullable String text(
            WorkflowConfig config, VisitPrompts.Recorded recorded, boolean all) {
        return switch (recorded.source()) {
            case SYSTEM -> all ? template(recorded) : null;
            case OWN -> template(recorded);
            case CONFIG ->
                    config.states().get(recorded.state()) instanceof State.OrchestratorTask task
                            ? task.prompt()
                            : null;
        };
    }

    private static @Nullable String template(VisitPrompts.Recorded recorded) {
        var parts = recorded.parts();
        return parts == null ? null : parts.persona().template();
    }
}
