package com.postmagiq.apikey;

import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import java.util.List;
import org.springframework.stereotype.Component;

/** Keys belong to their workspace; of whoever made them, the address they were used from goes. */
@Component
class ApiKeyPersonalData implements PersonalData {
    @Override
    public List<PersonalTable> tables() {
        return List.of(
                PersonalTable.of(
                        Place.WORKSPACE,
                        "app.api_keys",
                        "created_by_id = :person",
                        "api_keys.json"));
    }
}
