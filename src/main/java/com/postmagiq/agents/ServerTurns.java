package com.postmagiq.agents;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets calls to a server of one's own go in the order they were asked for, few at a time, over all
 * nodes. Nothing is held open meanwhile: a turn is a row that is renewed while its call lasts, so
 * that the turns of a node that died end by themselves. Time is the database's.
 */
@Component
public class ServerTurns {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTurns.class);
    private static final int RENEWED_EVERY_SECONDS = 10;
    private static final int VALID_SECONDS = 30;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    ServerTurns(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** A turn; closing it lets the next one go. */
    public final class Turn implements AutoCloseable {
        private final SharedServer server;
        private final String who;

        /** An interrupt could close the renewing thread's connection under it. */
        private final CountDownLatch over = new CountDownLatch(1);

        private Turn(SharedServer server, String who) {
            this.server = server;
            this.who = who;
            Thread.ofVirtual().name("server-turn").start(() -> renew(server, who, over));
        }

        /** Also on a thread that was interrupted: its connection would be closed under it. */
        @Override
        public void close() {
            over.countDown();
            var interrupted = Thread.interrupted();
            try {
                jdbc.sql(
                                "delete from core.shared_server_calls where provider = ? and address = ? and who = ?")
                        .params(server.provider(), server.address(), who)
                        .update();
            } catch (DataAccessException e) {
                LOG.info("The turn of {} ends by itself: {}", who, e.getMessage());
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /**
     * Asks for a turn, or asks again; empty while others come first. Whoever does not ask again
     * within half a minute loses their place.
     *
     * @param who names the caller among all that ask
     */
    public Optional<Turn> take(SharedServer server, String who) {
        var first =
                transactions.execute(
                        _ -> {
                            // Two that ask at once must see each other.
                            jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                                    .param(server.provider() + " " + server.address())
                                    .query()
                                    .listOfRows();
                            jdbc.sql(
                                            """
                                            delete from core.shared_server_calls
                                             where provider = ? and address = ? and valid_until < clock_timestamp()
                                            """)
                                    .params(server.provider(), server.address())
                                    .update();
                            return ask(server, who) < server.atOnce();
                        });
        return Boolean.TRUE.equals(first) ? Optional.of(new Turn(server, who)) : Optional.empty();
    }

    /** How many stand before this one. */
    private int ask(SharedServer server, String who) {
        jdbc.sql(
                        """
                        insert into core.shared_server_calls (provider, address, who, valid_until)
                        values (?, ?, ?, clock_timestamp() + make_interval(secs => ?))
                        on conflict (provider, address, who) do update set valid_until = excluded.valid_until
                        """)
                .params(server.provider(), server.address(), who, VALID_SECONDS)
                .update();
        return jdbc.sql(
                        """
                        select count(*) from core.shared_server_calls other
                          join core.shared_server_calls mine using (provider, address)
                         where provider = ? and address = ? and mine.who = ? and other.ticket < mine.ticket
                        """)
                .params(server.provider(), server.address(), who)
                .query(Integer.class)
                .single();
    }

    private void renew(SharedServer server, String who, CountDownLatch over) {
        try {
            while (!over.await(RENEWED_EVERY_SECONDS, TimeUnit.SECONDS)) {
                extend(server, who);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the node ends; the turn does so by itself
        }
    }

    private void extend(SharedServer server, String who) {
        try {
            jdbc.sql(
                            """
                            update core.shared_server_calls
                               set valid_until = clock_timestamp() + make_interval(secs => ?)
                             where provider = ? and address = ? and who = ?
                            """)
                    .params(VALID_SECONDS, server.provider(), server.address(), who)
                    .update();
        } catch (DataAccessException e) {
            LOG.warn(
                    "The turn of {} at {} was not renewed: {}",
                    who,
                    server.provider(),
                    e.getMessage());
        }
    }
}
