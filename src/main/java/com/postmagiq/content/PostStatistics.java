package com.postmagiq.content;

import com.postmagiq.kernel.archive.RowsArrived;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has the database look at posts while many come in. It does so by itself once a minute, and a
 * database that knows of none of them yet takes many times as long for the rest.
 */
@Component
public class PostStatistics {
    private static final Set<String> LARGE = Set.of("app.posts", "app.post_versions");

    private final JdbcClient jdbc;

    PostStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What others look at already is left out; nobody waits. */
    @Transactional
    public void refresh() {
        jdbc.sql("select app.analyze_posts()").query((_, _) -> true).single();
    }

    /** The rows of an archive come table by table, each in large parts. */
    @EventListener
    void on(RowsArrived rows) {
        if (LARGE.contains(rows.table())) {
            refresh();
        }
    }
}
