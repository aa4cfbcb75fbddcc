package com.postmagiq.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where somebody is signed in. */
@Component
class LiveSessions {
    /** One line of "where you are signed in". */
    @Schema(name = "Session")
    record Entry(
            UUID id,
            String kind,
            String deviceLabel,
            @Nullable String ipAddress,
            Instant createdAt,
            Instant lastActivityAt,
            Instant expiresAt,
            boolean isCurrent) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    LiveSessions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The live sessions of a person, the one used last first. */
    List<Entry> of(UUID userId, UUID current) {
        return jdbc.sql(
                        """
                        select id, kind, device_label, host(ip_address) as ip_address, created_at, last_activity_at, expires_at
                          from core.active_sessions
                         where user_id = :user and revoked_at is null and expires_at > :now
                         order by last_activity_at desc, id desc
                        """)
                .param("user", userId)
                .param("now", Time.of(clock.instant()))
                .query((row, _) -> entry(row, current))
                .list();
    }

    private static Entry entry(ResultSet row, UUID current) throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new Entry(
                id,
                row.getString("kind"),
                row.getString("device_label"),
                row.getString("ip_address"),
                Time.read(row, "created_at"),
                Time.read(row, "last_activity_at"),
                Time.read(row, "expires_at"),
                id.equals(current));
    }
}
