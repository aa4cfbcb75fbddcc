package com.postmagiq.identity;

import com.postmagiq.kernel.tenancy.SystemDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The only place that reads password hashes, with the role that alone may. */
@Component
class Credentials {
    /** A person's hash, null when they have no password here. */
    record Stored(UUID userId, @Nullable String hash, boolean active) {}

    private final SystemDb system;
    private final Passwords passwords;

    Credentials(SystemDb system, Passwords passwords) {
        this.system = system;
        this.passwords = passwords;
    }

    Optional<Stored> byEmail(String email) {
        return find(
                "select id, password_hash, is_active from core.users where email = :key", email);
    }

    /** Whether this is the person's password; takes as long when they have none. */
    boolean matches(UUID userId, String password) {
        var hash =
                find("select id, password_hash, is_active from core.users where id = :key", userId)
                        .map(Stored::hash)
                        .orElse(null);
        return passwords.matches(password, hash);
    }

    private Optional<Stored> find(String sql, Object key) {
        return system.call(
                SystemDb.Reason.SIGN_IN,
                jdbc -> jdbc.sql(sql).param("key", key).query(Credentials::stored).optional());
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                row.getString("password_hash"),
                row.getBoolean("is_active"));
    }
}
