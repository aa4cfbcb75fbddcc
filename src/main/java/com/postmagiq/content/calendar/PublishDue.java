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

    private static final String FLAG =
            "update app.posts set publish_due = true, revision = revision + 1, updated_at = :now where "
                    + IS_DUE
                    + " returning id";

    private final JdbcClient jdbc;
    private final PostNews news;
    private final Clock clock;

    PublishDue(JdbcClient jdbc, PostNews news, Clock clock) {
        this.jdbc = jdbc;
        this.news = news;
        this.clock = clock;
    }

    /**
     * Flags what is due in the bound workspace; a second time finds nothing.
     *
     * @return how many
     */
    @Transactional
    public int flag() {
        var flagged =
                jdbc.sql(FLAG).param("now", Columns.at(clock.instant())).query(UUID.class).list();
        flagged.forEach(news::changed);
        return flagged.size();
    }
}
