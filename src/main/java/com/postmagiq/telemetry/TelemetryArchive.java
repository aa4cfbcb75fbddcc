package com.postmagiq.telemetry;

import static com.postmagiq.kernel.archive.ArchivedTable.stays;

import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.WorkspaceArchivePart;
import java.util.List;
import org.springframework.stereotype.Component;

/** Telemetry stays where it was made. */
@Component
class TelemetryArchive implements WorkspaceArchivePart {
    @Override
    public List<ArchivedTable> tables() {
        return List.of(stays("app.telemetry_events", "How this installation is used."));
    }
}
