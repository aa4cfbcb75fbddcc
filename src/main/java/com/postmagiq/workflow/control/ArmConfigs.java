package com.postmagiq.workflow.control;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.config.WorkflowCatalogue;
import com.postmagiq.workflow.config.WorkflowTier;
import com.postmagiq.workflow.registry.OwnConfigs;
import com.postmagiq.workflow.registry.SystemConfigs;
import com.postmagiq.workflow.run.Fork;
import com.postmagiq.workflow.run.PinnedConfigs;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workspace.Actor;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Configurations as experiments name them: also an older version, also with changes. */
@Component
public class ArmConfigs {
    private final Configurations configurations;
    private final ChangedConfigs changed;
    private final ConfigValidation validation;
    private final OwnConfigs own;
    private final SystemConfigs system;
    private final Runs runs;
    private final PinnedConfigs pinned;

    ArmConfigs(
            Configurations configurations,
            ChangedConfigs changed,
            ConfigValidation validation,
            OwnConfigs own,
            SystemConfigs system,
            Runs runs,
            PinnedConfigs pinned) {
        this.configurations = configurations;
        this.changed = changed;
        this.validation = validation;
        this.own = own;
        this.system = system;
        this.runs = runs;
        this.pinned = pinned;
    }

    /**
     * The configuration, in one of its versions, with changes.
     *
     * @param version null for the present one
     * @throws ProblemException as {@link Configurations#choose}, {@code fork.invalid_changes} when
     *     there is no such version or the changes make it invalid, and {@code scope_missing} for a
     *     persona's text without {@code strategy:write}
     */
    public Configurations.Choice choose(
            String slug,
            @Nullable Integer version,
            @Nullable String tier,
            Fork.Overrides changes,
            Actor actor) {
        ChangedConfigs.checkPersonas(changes, actor);
        var present = configurations.choose(slug, tier);
        var base =
                version == null || version.equals(present.version())
                        ? present
                        : older(present, version);
        if (!changes.ofConfig()) {
            return base;
        }
        var text = changed.with(changes, base.yaml(), base.hash(), base.config());
        return configurations.choice(
                base.slug(),
                null,
                text.yaml(),
                text.hash(),
                base.tier(),
                text.config(),
                WorkflowCatalogue.Reason.REQUESTED);
    }

    private Configurations.Choice older(Configurations.Choice present, int version) {
        var slug = present.slug();
        var yaml =
                own.find(slug)
                        .flatMap(row -> own.version(row.id(), version))
                        .map(OwnConfigs.Version::yaml)
                        .or(() -> ofSystem(slug, version))
                        .orElseThrow(
                                () ->
                                        ChangedConfigs.invalid(
                                                "Configuration '%s' has no version %d; look its versions up and name one of them."
                                                        .formatted(slug, version)));
        var result = validation.validate(yaml);
        var config =
                result.config()
                        .orElseThrow(
                                () ->
                                        ChangedConfigs.invalid(
                                                "Version %d of '%s' is no longer valid: %s"
                                                        .formatted(
                                                                version,
                                                                slug,
                                                                result.errors().getFirst())));
        return configurations.choice(
                slug,
                version,
                yaml,
                result.contentHash(),
                present.tier(),
                config,
                WorkflowCatalogue.Reason.REQUESTED);
    }

    private Optional<String> ofSystem(String slug, int version) {
        return system.version(slug, version).map(SystemConfigs.Version::yaml);
    }

    /**
     * A text that runs are pinned to already.
     *
     * @param version null when it is none of its name
     */
    public Configurations.Choice pinned(
            String slug, @Nullable Integer version, String hash, String tier) {
        return configurations.choice(
                slug,
                version,
                runs.pinnedConfig(hash),
                hash,
                WorkflowTier.valueOf(tier.toUpperCase(Locale.ROOT)),
                pinned.effective(hash, tier),
                WorkflowCatalogue.Reason.REQUESTED);
    }
}
