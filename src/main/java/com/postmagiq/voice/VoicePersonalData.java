package com.postmagiq.voice;

import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people wrote and what was learned of it: theirs to copy, and the workspace's to keep. */
@Component
class VoicePersonalData implements PersonalData {
    @Override
    public List<PersonalTable> tables() {
        return List.of(
                PersonalTable.of(
                        Place.WORKSPACE,
                        "app.writing_samples",
                        "user_id = :person",
                        "writing_samples.jsonl"),
                PersonalTable.of(
                        Place.WORKSPACE,
                        "app.voice_profiles",
                        "user_id = :person",
                        "voice_profiles.jsonl"));
    }
}
