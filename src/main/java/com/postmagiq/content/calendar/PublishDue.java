package com.postmagiq.content.calendar;

import com.postmagiq.content.Columns;
import com.postmagiq.content.PostNews;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Posts whose time has come. Nothing is sent anywhere: whoever looks at the finished posts or at
 * the calendar sees that it is time to hand them over.
 */
@Component
class PublishDue {
    /** What is due and not flagged yet; the task looks for workspaces with it. */
    static final String IS_DUE =
            """
            scheduled_at <= :now and not publish_due and not is_deleted and status not in ('published', 'archived')
            """;

    /** So few that one transaction is done with them in time. */
    static final int BATCH = 200;

    private static final String FLAG =
            """
            update app.posts set publish_due = true, revision = revision + 1, updated_at = :now
             where id in (select id from app.posts where %s order by scheduled_at, id limit :batch for no key update)
            returning id
            """
                    .formatted(IS_DUE);

    private final JdbcClient jdbc;
    private final PostNews news;
    private final Clock clock;

    PublishDue(JdbcClient jdbc, PostNews news, Clock clock) {
        this.jdbc = jdbc;
        this.news = news;
        this.clock = clock;
    }

    /**
     * Flags what is due in the bound workspace, at most {@link #BATCH} posts, those that have
     * waited longest first; once all are flagged it finds nothing.
     *
     * @return how many; fewer than the batch when none are left
     */
    @Transactional
    public int flag() {
        var flagged =
                jdbc.sql(FLAG)
                        .param("now", Columns.at(clock.instant()))
                        .param("batch", BATCH)
                        .query(UUID.class)
                        .list();
        if (!flagged.isEmpty()) {
            news.changed(flagged);
        }
        return flagged.size();
    }
}
