package com.postmagiq.telemetry;

import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import com.postmagiq.kernel.privacy.Subject;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What somebody did goes on counting, as nobody's; what they typed goes with them. */
@Component
class TelemetryPersonalData implements PersonalData {
    private final JdbcClient jdbc;

    TelemetryPersonalData(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<PersonalTable> tables() {
        return List.of(
                PersonalTable.of(
                                Place.WORKSPACE,
                                "app.telemetry_events",
                                "user_id = :person",
                                "telemetry.jsonl")
                        .byHand());
    }

    @Override
    public void erase(Subject subject, Place place) {
        if (place == Place.WORKSPACE) {
            jdbc.sql(
                            """
                            update app.telemetry_events
                               set user_id = null, session_hash = null, is_anonymized = true,
                                   payload = payload - array['user_email', 'user_name', 'ip_address', 'text']
                             where user_id = :person
                            """)
                    .param("person", subject.id())
                    .update();
        }
    }
}
