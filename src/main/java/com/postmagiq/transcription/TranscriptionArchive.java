package com.postmagiq.transcription;

import static com.postmagiq.kernel.archive.ArchivedTable.travels;

import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.WorkspaceArchivePart;
import java.util.List;
import org.springframework.stereotype.Component;

/** What was said, without the speech, which is never kept. */
@Component
class TranscriptionArchive implements WorkspaceArchivePart {
    @Override
    public List<ArchivedTable> tables() {
        return List.of(
                travels("app.transcriptions").only("finished_at is not null").without("audio_id"));
    }
}
