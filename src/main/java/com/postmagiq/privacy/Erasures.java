package com.postmagiq.privacy;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.id.Ids;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The proofs of erasures: digests of ids, times and numbers. */
@Repository
class Erasures {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Erasures(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Notes a wish; one that was open before is replaced. */
    void request(UUID userId) {
        withdraw(userId);
        jdbc.sql(
                        """
                        insert into core.erasures (id, user_id_hash, requested_at) values (:id, :hash, :now)
                        """)
                .param("id", Ids.next())
                .param("hash", hash(userId))
                .param("now", now())
                .update();
    }

    void withdraw(UUID userId) {
        jdbc.sql("delete from core.erasures where user_id_hash = :hash and erased_at is null")
                .param("hash", hash(userId))
                .update();
    }

    void prove(UUID userId, Map<String, Integer> counts) {
        jdbc.sql(
                        """
                        update core.erasures set erased_at = :now, counts = cast(:counts as jsonb)
                         where user_id_hash = :hash and erased_at is null
                        """)
                .param("now", now())
                .param("counts", json.writeValueAsString(counts))
                .param("hash", hash(userId))
                .update();
    }

    private static byte[] hash(UUID userId) {
        return Sha256.of(userId.toString());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
