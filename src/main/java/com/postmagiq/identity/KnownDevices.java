package com.postmagiq.identity;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Browsers in which somebody has signed in before, known by a cookie. It proves nothing about who
 * sits there; it only keeps strangers' wrong passwords apart from the owner's.
 */
@Component
class KnownDevices {
    /** A browser unused for this long is forgotten. */
    static final Duration REMEMBERED = Duration.ofDays(180);

    private static final int MOST_PER_PERSON = 20;

    private final JdbcClient jdbc;
    private final Clock clock;

    KnownDevices(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The caller's browser, if the person of this address signed in there before. */
    Optional<UUID> recognised(String email, Caller caller) {
        if (caller.deviceToken() == null) {
            return Optional.empty();
        }
        return jdbc.sql(
                        """
                        select d.id from core.known_devices d
                          join core.users u on u.id = d.user_id
                         where d.token_hash = :hash and u.email = :email
                        """)
                .param("hash", Sha256.of(caller.deviceToken()))
                .param("email", email)
                .query(UUID.class)
                .optional();
    }

    /**
     * Remembers the browser in which a person has just signed in.
     *
     * @return what its cookie holds from now on; null for clients that are no browser of ours
     */
    @Transactional
    public @Nullable String remember(UUID userId, Caller caller) {
        if (!caller.web()) {
            return null;
        }
        return caller.deviceToken() != null && usedAgain(userId, caller.deviceToken())
                ? caller.deviceToken()
                : added(userId, caller);
    }

    private boolean usedAgain(UUID userId, String token) {
        return jdbc.sql(
                                """
                                update core.known_devices set last_used_at = :now
                                 where token_hash = :hash and user_id = :user
                                """)
                        .param("now", Time.of(clock.instant()))
                        .param("hash", Sha256.of(token))
                        .param("user", userId)
                        .update()
                == 1;
    }

    private String added(UUID userId, Caller caller) {
        jdbc.sql(
                        """
                        delete from core.known_devices
                         where id in (select id from core.known_devices where user_id = :user
                                       order by last_used_at desc offset :kept)
                        """)
                .param("user", userId)
                .param("kept", MOST_PER_PERSON - 1)
                .update();
        var token = OpaqueSecret.next();
        jdbc.sql(
                        """
                        insert into core.known_devices (id, user_id, token_hash, device_label, created_at, last_used_at)
                        values (:id, :user, :hash, :label, :now, :now)
                        """)
                .param("id", Ids.next())
                .param("user", userId)
                .param("hash", Sha256.of(token))
                .param("label", caller.deviceLabel())
                .param("now", Time.of(clock.instant()))
                .update();
        return token;
    }
}
