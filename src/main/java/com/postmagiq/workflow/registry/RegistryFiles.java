package com.postmagiq.workflow.registry;

import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.workflow.config.ConfigValidator;
import com.postmagiq.workflow.config.ModelKnowledge;
import com.postmagiq.workflow.config.ShippedWorkflows;
import com.postmagiq.workflow.config.ValidationResult;
import com.postmagiq.workflow.config.WorkflowCatalogue;
import com.postmagiq.workflow.persona.PersonaCatalogue;
import org.springframework.stereotype.Component;

/** The registry and its files as they lie there now, before any sync. Needs no database. */
@Component
public class RegistryFiles {
    private final Installation installation;
    private final WorkflowSettings settings;
    private final PersonaCatalogue personas;
    private final ModelKnowledge models;
    private final ConfigValidator validator;

    RegistryFiles(
            Installation installation,
            WorkflowSettings settings,
            PersonaCatalogue personas,
            ModelKnowledge models,
            ConfigValidator validator) {
        this.installation = installation;
        this.settings = settings;
        this.personas = personas;
        this.models = models;
        this.validator = validator;
    }

    /**
     * Everything the registry lists, validated.
     *
     * @throws com.postmagiq.kernel.problem.ProblemException {@code registry.unreadable}, {@code
     *     registry.unknown_environment}
     */
    public WorkflowCatalogue catalogue() {
        return WorkflowCatalogue.load(
                ShippedWorkflows.in(settings.directory()),
                installation.environment().code(),
                personas.knowledge(),
                models);
    }

    /** Judges a file by the personas that ship; a workspace's own are not known here. */
    public ValidationResult validate(String yaml) {
        return validator.validate(yaml, personas.knowledge(), models);
    }
}
