package com.postmagiq.content;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Requests that were sent twice, because their sender could not know whether they had arrived. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class PostKeys {
    private static final Duration KEPT = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    PostKeys(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    private record Known(String requestHash, @Nullable UUID postId) {}

    /**
     * What a key stands for: the post of an earlier request within a day, else the one that is made
     * now. Who sends the same key at the same moment waits here.
     *
     * @param request of one person; another one under the same key is refused
     * @throws ProblemException {@code idempotency_conflict}
     */
    public UUID once(String key, UUID person, NewPost request, Supplier<UUID> making) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:lock, 0))")
                .param("lock", "post key " + CurrentWorkspace.id() + key)
                .query((_, _) -> key)
                .single();
        var hash = HexFormat.of().formatHex(Sha256.of(person + json.writeValueAsString(request)));
        var known = known(key);
        if (known.isPresent()) {
            var post = known.get().postId();
            if (post == null || !known.get().requestHash().equals(hash)) {
                throw new ProblemException(
                        GeneralProblem.IDEMPOTENCY_CONFLICT,
                        "This Idempotency-Key was used for another request; use a new one for a new post.");
            }
            return post;
        }
        var made = making.get();
        jdbc.sql(
                        """
                        insert into app.idempotency_keys (workspace_id, key, request_hash, post_id, created_at)
                        values (:workspaceId, :key, :hash, :post, :now)
                        on conflict (workspace_id, key) do update
                           set request_hash = excluded.request_hash, run_id = null, post_id = excluded.post_id,
                               created_at = excluded.created_at
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("key", key)
                .param("hash", hash)
                .param("post", made)
                .param("now", Columns.at(clock.instant()))
                .update();
        return made;
    }

    private Optional<Known> known(String key) {
        return jdbc.sql(
                        "select request_hash, post_id from app.idempotency_keys where key = :key and created_at > :since")
                .param("key", key)
                .param("since", Columns.at(clock.instant().minus(KEPT)))
                .query(Known.class)
                .optional();
    }
}
