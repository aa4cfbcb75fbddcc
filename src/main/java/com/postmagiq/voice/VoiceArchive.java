package com.postmagiq.voice;

import static com.postmagiq.kernel.archive.ArchivedTable.travels;

import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.WorkspaceArchivePart;
import java.util.List;
import org.springframework.stereotype.Component;

/** Voices and what they were learned from. */
@Component
class VoiceArchive implements WorkspaceArchivePart {
    @Override
    public List<ArchivedTable> tables() {
        return List.of(
                travels("app.writing_samples"),
                travels("app.voice_profiles"),
                travels("app.voice_texts"));
    }
}
