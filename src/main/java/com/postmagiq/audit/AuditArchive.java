package com.postmagiq.audit;

import static com.postmagiq.kernel.archive.ArchivedTable.shown;
import static com.postmagiq.kernel.archive.ArchivedTable.stays;

import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.WorkspaceArchivePart;
import java.util.List;
import org.springframework.stereotype.Component;

/** The log can be read elsewhere; what it proves, it proves where its seals are. */
@Component
class AuditArchive implements WorkspaceArchivePart {
    @Override
    public List<ArchivedTable> tables() {
        return List.of(
                shown("app.audit_logs", "audit"),
                stays("app.audit_origins", "From where people came concerns nobody else."),
                stays("app.audit_seals", "Seals hold with the keys of the installation."),
                stays("app.audit_heads", "Seals hold with the keys of the installation."));
    }
}
