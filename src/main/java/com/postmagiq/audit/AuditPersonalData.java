package com.postmagiq.audit;

import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What people did. Entries hold ids only and are sealed, so they stay; from where somebody came
 * goes.
 */
@Component
class AuditPersonalData implements PersonalData {
    private static final String ACTIVITY = "activity.jsonl";
    private static final String ORIGINS = "activity_origins.jsonl";

    @Override
    public List<PersonalTable> tables() {
        return List.of(
                entries(Place.WORKSPACE, "app"),
                origins(Place.WORKSPACE, "app"),
                entries(Place.INSTALLATION, "core"),
                origins(Place.INSTALLATION, "core"));
    }

    private static PersonalTable entries(Place place, String schema) {
        return PersonalTable.of(place, schema + ".audit_logs", "actor_id = :person", ACTIVITY);
    }

    private static PersonalTable origins(Place place, String schema) {
        return PersonalTable.of(
                place,
                schema + ".audit_origins",
                "audit_id in (select id from %s.audit_logs where actor_id = :person)"
                        .formatted(schema),
                ORIGINS);
    }
}
