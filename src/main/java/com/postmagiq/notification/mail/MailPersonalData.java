package com.postmagiq.notification.mail;

import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import com.postmagiq.kernel.privacy.Subject;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mails to a person. What waits is not sent any more, and the log forgets whose they were. */
@Component
class MailPersonalData implements PersonalData {
    private static final String TO_THEM = "user_id = :person or to_email = :email";

    private final JdbcClient jdbc;
    private final Clock clock;

    MailPersonalData(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public List<PersonalTable> tables() {
        return List.of(
                PersonalTable.of(
                        Place.INSTALLATION, "core.email_queue", TO_THEM, "notifications.jsonl"));
    }

    @Override
    public void erase(Subject subject, Place place) {
        if (place != Place.INSTALLATION) {
            return;
        }
        jdbc.sql(
                        """
                        update core.email_queue set status = 'cancelled', next_attempt_at = null, updated_at = :now
                         where (%s) and status in ('pending', 'sending')
                        """
                                .formatted(TO_THEM))
                .param("person", subject.id())
                .param("email", subject.email())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
