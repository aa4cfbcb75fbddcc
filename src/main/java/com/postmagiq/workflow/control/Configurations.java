package com.postmagiq.workflow.control;

import com.postmagiq.agents.Agents;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.config.CreditPrice;
import com.postmagiq.workflow.config.ModelKnowledge;
import com.postmagiq.workflow.config.ShippedWorkflows;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.TierResolver;
import com.postmagiq.workflow.config.WorkflowCatalogue;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.config.WorkflowTier;
import com.postmagiq.workflow.engine.RunCredits;
import com.postmagiq.workflow.persona.PersonaCatalogue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which configurations this deployment offers, what they cost, and whether their agents can be
 * called.
 */
@Component
public class Configurations {
    /** The plan of an installation without billing. */
    static final String PLAN = "self_hosted";

    private static final String OFFLINE = "offline";

    private final Installation installation;
    private final WorkflowSettings settings;
    private final PersonaCatalogue personas;
    private final ModelKnowledge models;
    private final Agents agents;
    private final RunCredits credits;

    Configurations(
            Installation installation,
            WorkflowSettings settings,
            PersonaCatalogue personas,
            ModelKnowledge models,
            Agents agents,
            RunCredits credits) {
        this.installation = installation;
        this.settings = settings;
        this.personas = personas;
        this.models = models;
        this.agents = agents;
        this.credits = credits;
    }

    /** An agent that cannot be called now, and the sentence that says why. */
    @Schema(name = "UnusableAgent")
    public record Unusable(String agent, String reason) {}

    /**
     * A configuration chosen for a run.
     *
     * @param config effective for the tier
     */
    public record Choice(
            String slug,
            String yaml,
            String hash,
            WorkflowTier tier,
            WorkflowConfig config,
            WorkflowCatalogue.Reason reason,
            boolean offline,
            CreditPrice.Quote price,
            List<Unusable> unusable) {}

    /**
     * Read anew each time, so that an edited file counts from the next start on and never for a run
     * that has begun.
     */
    public WorkflowCatalogue catalogue() {
        return WorkflowCatalogue.load(
                ShippedWorkflows.in(settings.directory()),
                installation.environment().code(),
                personas.knowledge(),
                models);
    }

    /**
     * The configuration a run would use.
     *
     * @throws ProblemException {@code workflow_config.not_found}, {@code run.tier_unavailable}
     */
    public Choice choose(@Nullable String slug, @Nullable String tier) {
        var catalogue = catalogue();
        var chosen =
                catalogue.resolve(
                        slug, settings.preferred(), PLAN, config -> unusable(config).isEmpty());
        var level =
                tier == null
                        ? WorkflowTier.of(PLAN)
                        : WorkflowTier.requested(tier, PLAN)
                                .orElseThrow(
                                        () ->
                                                new ProblemException(
                                                        RunProblem.TIER_UNAVAILABLE,
                                                        "The tier '%s' is not known; use standard or premium."
                                                                .formatted(tier)));
        var listed = Objects.requireNonNull(catalogue.all().get(chosen.entry().slug()));
        return choice(
                chosen.entry().slug(),
                listed.text().orElseThrow(),
                chosen.hash(),
                level,
                chosen.config(),
                chosen.reason());
    }

    /** A configuration from anywhere, such as a file the operator names on the command line. */
    public Choice choice(
            String slug,
            String yaml,
            String hash,
            WorkflowTier tier,
            WorkflowConfig written,
            WorkflowCatalogue.Reason reason) {
        var config = TierResolver.effective(written, tier.slug());
        return new Choice(
                slug,
                yaml,
                hash,
                tier,
                config,
                reason,
                offline(config),
                CreditPrice.quote(config, credits::free),
                unusable(config));
    }

    /** Whether no language model takes part. */
    public boolean offline(WorkflowConfig config) {
        return used(config).stream()
                .map(name -> config.agents().get(name))
                .filter(Objects::nonNull)
                .allMatch(agent -> models.provider(agent).map(OFFLINE::equals).orElse(false));
    }

    /** Agents of the states that could not be called now. */
    public List<Unusable> unusable(WorkflowConfig config) {
        var found = new ArrayList<Unusable>();
        for (var name : used(config)) {
            var agent = config.agents().get(name);
            if (agent != null) {
                var reason = agents.route(agent).unavailableReason();
                if (reason != null) {
                    found.add(new Unusable(name, reason));
                }
            }
        }
        return found;
    }

    private static Set<String> used(WorkflowConfig config) {
        var names = new LinkedHashSet<String>();
        for (var state : config.states().values()) {
            switch (state) {
                case State.Single single -> names.add(single.agent());
                case State.OrchestratorTask task -> names.add(task.agent());
                case State.FanOut fanOut -> fanOut.slots().forEach(slot -> names.add(slot.agent()));
                case State.Initial _, State.HumanApproval _, State.Terminal _ -> {}
            }
        }
        return names;
    }
}
