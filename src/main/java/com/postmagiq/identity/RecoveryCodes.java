package com.postmagiq.identity;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.id.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Codes on paper for the day the other factors are lost: ten, each good for one sign-in. */
@Component
class RecoveryCodes {
    private static final int COUNT = 10;

    /** 16 signs of base32. */
    private static final int BYTES = 10;

    private static final int GROUP = 4;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    RecoveryCodes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A new set in place of the old one, as it is shown once: four groups of four signs. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> replace(UUID userId) {
        forget(userId);
        var codes = Stream.generate(this::next).limit(COUNT).toList();
        for (var code : codes) {
            jdbc.sql(
                            """
                            insert into core.recovery_codes (id, user_id, code_hash) values (:id, :user, :hash)
                            """)
                    .param("id", Ids.next())
                    .param("user", userId)
                    .param("hash", Sha256.of(code))
                    .update();
        }
        return codes.stream().map(RecoveryCodes::grouped).toList();
    }

    /**
     * Uses one up; of two at once, one succeeds.
     *
     * @param code in capitals, without the spaces between its groups
     */
    boolean use(UUID userId, String code) {
        return jdbc.sql(
                                """
                                update core.recovery_codes set used_at = :now
                                 where user_id = :user and code_hash = :hash and used_at is null
                                """)
                        .param("now", Time.of(clock.instant()))
                        .param("user", userId)
                        .param("hash", Sha256.of(code))
                        .update()
                == 1;
    }

    void forget(UUID userId) {
        jdbc.sql("delete from core.recovery_codes where user_id = :user")
                .param("user", userId)
                .update();
    }

    private String next() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base32Text.of(bytes);
    }

    private static String grouped(String code) {
        return String.join("-", code.split("(?<=\\G.{" + GROUP + "})"));
    }
}
