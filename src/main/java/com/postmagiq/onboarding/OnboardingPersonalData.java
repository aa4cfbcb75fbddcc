package com.postmagiq.onboarding;

import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import java.util.List;
import org.springframework.stereotype.Component;

/** Talks about a strategy are their person's alone, and go with them. */
@Component
class OnboardingPersonalData implements PersonalData {
    @Override
    public List<PersonalTable> tables() {
        return List.of(
                PersonalTable.of(
                        Place.WORKSPACE,
                        "app.onboarding_conversations",
                        "user_id = :person",
                        "strategy_talks.jsonl"));
    }
}
