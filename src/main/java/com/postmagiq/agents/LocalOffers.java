package com.postmagiq.agents;

import com.postmagiq.kernel.tasks.NodeName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which nodes run the model of a file: a row for each, renewed while it lives. A model is asked for
 * where its file is, so a run that needs it goes to such a node.
 */
@Component
public class LocalOffers {
    private static final int VALID_SECONDS = 30;
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final NodeName node;
    private volatile @Nullable Seen seen;

    LocalOffers(JdbcClient jdbc, NodeName node) {
        this.jdbc = jdbc;
        this.node = node;
    }

    private record Seen(boolean elsewhere, long at) {
        boolean fresh() {
            return System.nanoTime() - at < REMEMBERED.toNanos();
        }
    }

    void offer() {
        jdbc.sql(
                        """
                        insert into core.local_model_offers (node, valid_until)
                        values (?, clock_timestamp() + make_interval(secs => ?))
                        on conflict (node) do update set valid_until = excluded.valid_until
                        """)
                .params(node.value(), VALID_SECONDS)
                .update();
    }

    void withdraw() {
        jdbc.sql("delete from core.local_model_offers where node = ?").param(node.value()).update();
    }

    /** Whether another node that lives has one, as of the last seconds. */
    boolean elsewhere() {
        var known = seen;
        if (known == null || !known.fresh()) {
            known = new Seen(ask(), System.nanoTime());
            seen = known;
        }
        return known.elsewhere();
    }

    private boolean ask() {
        return jdbc.sql(
                        """
                        select exists (select from core.local_model_offers
                                        where node <> ? and valid_until > clock_timestamp())
                        """)
                .param(node.value())
                .query(Boolean.class)
                .single();
    }
}
