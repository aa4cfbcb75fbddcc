package com.postmagiq.content.search;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The task behind {@link SearchAnew}. Running twice is harmless; a database that is away is waited
 * for.
 */
@Configuration(proxyBeanMethods = false)
class SearchTaskConfiguration {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    @Bean
    OneTimeTask<SearchAnew.Ref> searchPostsAnew(SearchAnew anew) {
        return Tasks.oneTime(SearchAnew.TASK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(LOOK_AGAIN))
                .execute(
                        (instance, _) ->
                                CurrentWorkspace.run(instance.getData().workspaceId(), anew::work));
    }
}
