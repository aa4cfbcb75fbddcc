package com.postmagiq.workflow.control;

import com.postmagiq.workflow.config.ConfigValidator;
import com.postmagiq.workflow.config.ModelKnowledge;
import com.postmagiq.workflow.config.ValidationResult;
import com.postmagiq.workflow.persona.Personas;
import org.springframework.stereotype.Component;

/** Checks a configuration's text against the personas of the bound workspace and the models. */
@Component
public class ConfigValidation {
    private final ConfigValidator validator;
    private final Personas personas;
    private final ModelKnowledge models;

    ConfigValidation(ConfigValidator validator, Personas personas, ModelKnowledge models) {
        this.validator = validator;
        this.personas = personas;
        this.models = models;
    }

    public ValidationResult validate(String yaml) {
        return validator.validate(yaml, personas.knowledge(), models);
    }
}
