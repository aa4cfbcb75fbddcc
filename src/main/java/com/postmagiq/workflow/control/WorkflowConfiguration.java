package com.postmagiq.workflow.control;

import com.postmagiq.workflow.config.KnownModels;
import com.postmagiq.workflow.config.ModelKnowledge;
import com.postmagiq.workflow.persona.PersonaCatalogue;
import com.postmagiq.workflow.registry.WorkflowSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the workflow module that need no database. */
@Configuration
@EnableConfigurationProperties(WorkflowSettings.class)
class WorkflowConfiguration {

    @Bean
    PersonaCatalogue personaCatalogue() {
        return PersonaCatalogue.shipped();
    }

    @Bean
    ModelKnowledge modelKnowledge() {
        return new KnownModels();
    }
}
