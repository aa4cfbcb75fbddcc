package com.postmagiq.workflow.control;

import com.postmagiq.workflow.persona.PersonaCatalogue;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What configurations are checked against. */
@Configuration
@EnableConfigurationProperties(WorkflowSettings.class)
class WorkflowConfiguration {

    @Bean
    PersonaCatalogue personaCatalogue() {
        return PersonaCatalogue.shipped();
    }
}
