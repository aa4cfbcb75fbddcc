package com.postmagiq.kernel.tasks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.autoconfigure.Jackson3Serializer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * db-scheduler: its own pool polls, the application's pool schedules inside business transactions.
 */
@Configuration(proxyBeanMethods = false)
class TaskConfiguration {
    private static final String TABLE = "core.scheduled_tasks";

    @Bean
    Jackson3Serializer taskSerializer() {
        return new Jackson3Serializer();
    }

    @Bean
    ExecutionInterceptor runningTask() {
        return (task, context, chain) ->
                RunningTask.call(task.getTaskName(), () -> chain.proceed(task, context));
    }

    @Bean
    DbSchedulerCustomizer schedulerCustomizer(
            Jackson3Serializer serializer,
            @Qualifier("schedulerDataSource") DataSource schedulerDataSource,
            NodeName node) {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<SchedulerName> schedulerName() {
                return Optional.of(new SchedulerName.Fixed(node.value()));
            }

            @Override
            public Optional<Serializer> serializer() {
                return Optional.of(serializer);
            }

            @Override
            public Optional<DataSource> dataSource() {
                return Optional.of(schedulerDataSource);
            }
        };
    }

    @Bean
    Tasks tasks(
            DataSource dataSource,
            Jackson3Serializer serializer,
            ObjectProvider<Scheduler> scheduler) {
        var client =
                SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                        .tableName(TABLE)
                        .serializer(serializer)
                        .build();
        return new Tasks(client, scheduler);
    }

    /** Not for commands: they execute no tasks, and some need no database at all. */
    @Bean
    @ConditionalOnProperty(name = "db-scheduler.enabled", matchIfMissing = true)
    OwnTasksRelease ownTasksRelease(JdbcClient jdbc, NodeName node) {
        return new OwnTasksRelease(jdbc, node);
    }
}
