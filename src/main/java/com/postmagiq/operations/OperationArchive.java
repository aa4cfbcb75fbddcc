package com.postmagiq.operations;

import static com.postmagiq.kernel.archive.ArchivedTable.stays;

import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.WorkspaceArchivePart;
import java.util.List;
import org.springframework.stereotype.Component;

/** Long work does not travel. */
@Component
class OperationArchive implements WorkspaceArchivePart {
    @Override
    public List<ArchivedTable> tables() {
        return List.of(stays("app.operations", "Long work happened here."));
    }
}
