package com.postmagiq.transcription;

import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people told: theirs to copy, and the workspace's to keep. */
@Component
class TranscriptionPersonalData implements PersonalData {
    @Override
    public List<PersonalTable> tables() {
        return List.of(
                PersonalTable.of(
                        Place.WORKSPACE,
                        "app.transcriptions",
                        "user_id = :person",
                        "transcriptions.jsonl"));
    }
}
