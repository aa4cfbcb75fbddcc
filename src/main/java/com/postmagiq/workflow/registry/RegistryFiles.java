package com.postmagiq.workflow.registry;

import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.workflow.config.ConfigValidator;
import com.postmagiq.workflow.config.KnownModels;
import com.postmagiq.workflow.config.ModelKnowledge;
import com.postmagiq.workflow.config.ShippedWorkflows;
import com.postmagiq.workflow.config.ValidationResult;
import com.postmagiq.workflow.config.WorkflowCatalogue;
import com.postmagiq.workflow.persona.PersonaCatalogue;
import org.springframework.stereotype.Component;

/** The registry and its files as they lie there now, before any sync. Needs no database. */
@Component
public class RegistryFiles {
    private static final ModelKnowledge SHIPPED = new KnownModels();

    private final Installation installation;
    private final WorkflowSettings settings;
    private final PersonaCatalogue personas;
    private final ConfigValidator validator;

    RegistryFiles(
            Installation installation,
            WorkflowSettings settings,
            PersonaCatalogue personas,
            ConfigValidator validator) {
        this.installation = installation;
        this.settings = settings;
        this.personas = personas;
        this.validator = validator;
    }

    /**
     * Everything the registry lists, validated by the models that ship.
     *
     * @throws com.postmagiq.kernel.problem.ProblemException {@code registry.unreadable}, {@code
     *     registry.unknown_environment}
     */
    public WorkflowCatalogue catalogue() {
        return catalogue(SHIPPED);
    }

    /**
     * @param models also what the operator has added since, where there is a database to say so
     */
    WorkflowCatalogue catalogue(ModelKnowledge models) {
        return WorkflowCatalogue.load(
                ShippedWorkflows.in(settings.directory()),
                installation.environment().code(),
                personas.knowledge(),
                models);
    }

    /** Judges a file by the personas and models that ship; a workspace's own are not known here. */
    public ValidationResult validate(String yaml) {
        return validator.validate(yaml, personas.knowledge(), SHIPPED);
    }
}
