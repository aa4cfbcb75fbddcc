package com.postmagiq.notification.notice;

import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a person was told inside the application; it goes with them. */
@Component
class NoticePersonalData implements PersonalData {
    @Override
    public List<PersonalTable> tables() {
        return List.of(
                PersonalTable.of(
                        Place.INSTALLATION,
                        "core.user_notices",
                        "user_id = :person",
                        "notices.json"));
    }
}
