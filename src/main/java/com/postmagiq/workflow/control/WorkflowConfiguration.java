package com.postmagiq.workflow.control;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.postmagiq.workflow.persona.PersonaCatalogue;
import com.postmagiq.workflow.registry.WorkflowSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What configurations are checked against, and the task that starts runs of recurring posts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkflowSettings.class)
class WorkflowConfiguration {

    @Bean
    PersonaCatalogue personaCatalogue() {
        return PersonaCatalogue.shipped();
    }

    @Bean
    OneTimeTask<WishedRuns.Ref> wishedRunTask(WishedRuns wished) {
        return Tasks.oneTime(WishedRuns.START)
                .execute((instance, _) -> wished.start(instance.getData()));
    }
}
