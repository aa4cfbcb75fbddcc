package com.postmagiq.workflow.control;

import com.postmagiq.agents.Agents;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.config.ContentHash;
import com.postmagiq.workflow.config.CreditPrice;
import com.postmagiq.workflow.config.ModelKnowledge;
import com.postmagiq.workflow.config.PersonaKnowledge;
import com.postmagiq.workflow.config.RegistryEntry;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.TierResolver;
import com.postmagiq.workflow.config.WorkflowCatalogue;
import com.postmagiq.workflow.config.WorkflowCatalogue.Disabled;
import com.postmagiq.workflow.config.WorkflowCatalogue.Listed;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.config.WorkflowTier;
import com.postmagiq.workflow.engine.RunCredits;
import com.postmagiq.workflow.persona.Personas;
import com.postmagiq.workflow.registry.OwnConfigs;
import com.postmagiq.workflow.registry.RegistryAtStart;
import com.postmagiq.workflow.registry.SystemConfigs;
import com.postmagiq.workflow.registry.ValidatedTexts;
import com.postmagiq.workflow.registry.ValidatedTexts.Judged;
import com.postmagiq.workflow.registry.WorkflowSettings;
import com.postmagiq.workflow.registry.WorkspaceChoices;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which configurations this deployment offers, what they cost, and whether their agents can be
 * called.
 */
@Component
public class Configurations {
    private static final String OFFLINE = "offline";

    /** Stands where others say which deployments they are for. */
    private static final String OWN_ENVIRONMENT = "workspace";

    private final WorkflowSettings settings;
    private final SystemConfigs system;
    private final OwnConfigs own;
    private final WorkspaceChoices choices;
    private final ValidatedTexts texts;
    private final Personas personas;
    private final ModelKnowledge models;
    private final WorkspacePlan plan;
    private final Agents agents;
    private final RunCredits credits;

    Configurations(
            RegistryAtStart synced,
            WorkflowSettings settings,
            SystemConfigs system,
            OwnConfigs own,
            WorkspaceChoices choices,
            ValidatedTexts texts,
            Personas personas,
            ModelKnowledge models,
            WorkspacePlan plan,
            Agents agents,
            RunCredits credits) {
        Objects.requireNonNull(synced);
        this.settings = settings;
        this.system = system;
        this.own = own;
        this.choices = choices;
        this.texts = texts;
        this.personas = personas;
        this.models = models;
        this.plan = plan;
        this.agents = agents;
        this.credits = credits;
    }

    /** An agent that cannot be called now, and the sentence that says why. */
    @Schema(name = "UnusableAgent")
    public record Unusable(String agent, String reason) {}

    /**
     * A configuration chosen for a run.
     *
     * @param version of the configuration; null for a file that has none
     * @param config effective for the tier
     */
    public record Choice(
            String slug,
            @Nullable Integer version,
            String yaml,
            String hash,
            WorkflowTier tier,
            WorkflowConfig config,
            WorkflowCatalogue.Reason reason,
            boolean offline,
            CreditPrice.Quote price,
            List<Unusable> unusable) {}

    /**
     * What the product brings and, inside a workspace, what that one wrote itself. As stored: an
     * edited file counts after the next sync, and never for a run that has begun.
     */
    public WorkflowCatalogue catalogue() {
        return catalogue(CurrentWorkspace.idOrNull() == null ? List.of() : own.all());
    }

    private WorkflowCatalogue catalogue(List<OwnConfigs.Row> written) {
        var knowledge = personas.knowledge();
        var listed = new ArrayList<Listed>();
        String standard = null;
        for (var row : system.all()) {
            if (row.standard()) {
                standard = row.entry().slug();
            }
            listed.add(listed(row, knowledge));
        }
        written.forEach(row -> listed.add(listed(row, knowledge)));
        return WorkflowCatalogue.of(standard, listed);
    }

    private Listed listed(SystemConfigs.Row row, PersonaKnowledge knowledge) {
        var hash = row.contentHash();
        var judged =
                hash == null
                        ? Optional.<Judged>empty()
                        : Optional.of(texts.of(hash, knowledge, () -> system.text(hash)));
        return new Listed(
                row.entry(),
                WorkflowCatalogue.Origin.SYSTEM,
                row.version(),
                judged.map(Judged::yaml),
                judged.map(Judged::result),
                row.findings(),
                row.disabled().or(() -> invalid(judged)));
    }

    private Listed listed(OwnConfigs.Row row, PersonaKnowledge knowledge) {
        var hash = row.contentHash();
        var judged = Optional.of(texts.of(hash, knowledge, () -> own.text(hash)));
        return new Listed(
                new RegistryEntry(
                        row.slug(),
                        row.name(),
                        row.description(),
                        "",
                        OWN_ENVIRONMENT,
                        row.enabled(),
                        Optional.empty(),
                        List.of(),
                        false),
                WorkflowCatalogue.Origin.OWN,
                row.version(),
                judged.map(Judged::yaml),
                judged.map(Judged::result),
                judged.get().result().errors(),
                row.enabled() ? invalid(judged) : Optional.of(Disabled.SWITCHED_OFF));
    }

    /** What was valid when it was saved need not be so for ever: a persona may be gone since. */
    private static Optional<Disabled> invalid(Optional<Judged> judged) {
        return judged.filter(it -> !it.result().valid()).map(_ -> Disabled.INVALID);
    }

    /**
     * The configuration a run would use.
     *
     * @throws ProblemException {@code workflow_config.not_found}, {@code workflow_config.invalid},
     *     {@code plan.feature_unavailable}, {@code run.tier_unavailable}
     */
    public Choice choose(@Nullable String slug, @Nullable String tier) {
        var inside = CurrentWorkspace.idOrNull() != null;
        var preferred = inside ? choices.config().orElse(null) : null;
        var wanted = slug == null ? preferred : slug;
        // One of its own is looked up by name: a run start reads nothing it does not need.
        var written =
                inside && wanted != null
                        ? own.find(wanted).stream().toList()
                        : List.<OwnConfigs.Row>of();
        var chosen =
                catalogue(written)
                        .resolve(
                                slug,
                                preferred,
                                settings.preferred(),
                                plan.tier(),
                                config -> unusable(config).isEmpty());
        return choice(
                chosen.entry().slug(),
                chosen.listed().version(),
                chosen.listed().text().orElseThrow(),
                chosen.hash(),
                level(tier),
                chosen.config(),
                chosen.reason());
    }

    /**
     * A configuration that somebody may look at, be it beyond the plan or not to be run right now.
     *
     * @throws ProblemException {@code run.tier_unavailable}
     */
    public Optional<Choice> shown(Listed listed, @Nullable String tier) {
        return listed.result()
                .flatMap(
                        result ->
                                result.config()
                                        .map(
                                                config ->
                                                        choice(
                                                                listed.entry().slug(),
                                                                listed.version(),
                                                                listed.text().orElseThrow(),
                                                                result.contentHash(),
                                                                level(tier),
                                                                config,
                                                                WorkflowCatalogue.Reason
                                                                        .REQUESTED)));
    }

    /** Whether the workspace's plan is not enough for it. */
    public boolean locked(Listed listed) {
        return !WorkflowCatalogue.qualifies(listed.entry(), plan.tier());
    }

    /** A file of the command line, which no registry lists. */
    public Choice ofFile(String name, String yaml, @Nullable String tier, WorkflowConfig written) {
        return choice(
                name,
                null,
                yaml,
                ContentHash.of(yaml),
                level(tier),
                written,
                WorkflowCatalogue.Reason.REQUESTED);
    }

    private WorkflowTier level(@Nullable String tier) {
        return tier == null
                ? WorkflowTier.of(plan.tier())
                : WorkflowTier.requested(tier, plan.tier())
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                RunProblem.TIER_UNAVAILABLE,
                                                "The tier '%s' is not known or not part of the plan; use standard or premium."
                                                        .formatted(tier)));
    }

    /**
     * A text that was chosen before.
     *
     * @param version null for a file that has none
     * @param written as it stands; the tier is applied here
     */
    Choice choice(
            String slug,
            @Nullable Integer version,
            String yaml,
            String hash,
            WorkflowTier tier,
            WorkflowConfig written,
            WorkflowCatalogue.Reason reason) {
        var config = TierResolver.effective(written, tier.slug());
        return new Choice(
                slug,
                version,
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
