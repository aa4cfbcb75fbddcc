package com.postmagiq.identity;

import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import com.postmagiq.kernel.privacy.Subject;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People, and everything by which they sign in. The row itself stays, and tells nothing. */
@Component
class IdentityPersonalData implements PersonalData {
    private static final String OWN = "user_id = :person";

    private final JdbcClient jdbc;
    private final Clock clock;

    IdentityPersonalData(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public List<PersonalTable> tables() {
        return List.of(
                table("users", "id = :person", "profile.json").byHand(),
                table("active_sessions", OWN, "sessions.json").takingAlong("core.refresh_tokens"),
                table("known_devices", OWN, "devices.json"),
                table("one_time_tokens", OWN, "links.json"),
                table("second_factors", OWN, "second_factors.json"),
                table("recovery_codes", OWN, null),
                table("passkeys", OWN, "passkeys.json"),
                table("user_identities", OWN, "linked_issuers.json"),
                table("sign_in_attempts", OWN, null));
    }

    private static PersonalTable table(String name, String where, @Nullable String file) {
        return PersonalTable.of(Place.INSTALLATION, "core." + name, where, file);
    }

    @Override
    public void erase(Subject subject, Place place) {
        if (place != Place.INSTALLATION) {
            return;
        }
        jdbc.sql(
                        """
                        update core.users
                           set email = :email, email_display = :email, full_name = 'Deleted user', password_hash = null,
                               password_changed_at = null, email_verified_at = null, is_active = false,
                               is_superuser = false, default_workspace_id = null, locale = 'en', time_zone = 'UTC',
                               last_sign_in_at = null, data_retention_days = 365, activity_logging_enabled = true,
                               erase_after = null, erased_at = coalesce(erased_at, :now), updated_at = :now
                         where id = :id
                        """)
                .param("email", "erased-%s@invalid".formatted(subject.id()))
                .param("now", Time.of(clock.instant()))
                .param("id", subject.id())
                .update();
    }
}
