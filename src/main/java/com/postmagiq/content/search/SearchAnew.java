package com.postmagiq.content.search;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tasks.Tasks;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.LanguageChanged;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the stems of all posts anew when a workspace writes in another language. Until a post's
 * turn comes it is found by its words as they are.
 */
@Component
class SearchAnew {
    /** Ids only: tasks hold no tenant text. */
    record Ref(UUID workspaceId) {}

    static final TaskDescriptor<Ref> TASK = TaskDescriptor.of("search-anew", Ref.class);

    private static final int BATCH = 200;

    // Naming the topic again makes a post's document anew. Texts of ids sort as ids do.
    private static final String NEXT =
            """
            with batch as (select id from app.posts where id > :after order by id limit :batch),
                 done as (update app.posts p set topic = p.topic from batch where p.id = batch.id)
            select max(cast(id as text)) from batch having count(*) > 0
            """;

    private final Tasks tasks;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SearchAnew(Tasks tasks, JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.tasks = tasks;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Under a key of its own: the work for the language before may be in the middle. */
    @EventListener
    void on(LanguageChanged change) {
        var ref = new Ref(CurrentWorkspace.id());
        tasks.schedule(TASK, Ids.next().toString(), ref, clock.instant());
    }

    /** All posts of the bound workspace, a few at a time. */
    void work() {
        var after = Optional.of(new UUID(0, 0));
        while (after.isPresent()) {
            after = next(after.get());
        }
    }

    private Optional<UUID> next(UUID after) {
        return transaction.execute(
                _ ->
                        jdbc.sql(NEXT)
                                .param("after", after)
                                .param("batch", BATCH)
                                .query(String.class)
                                .optional()
                                .map(UUID::fromString));
    }
}
