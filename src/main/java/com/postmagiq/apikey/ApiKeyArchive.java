package com.postmagiq.apikey;

import static com.postmagiq.kernel.archive.ArchivedTable.stays;

import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.WorkspaceArchivePart;
import java.util.List;
import org.springframework.stereotype.Component;

/** Keys never leave. */
@Component
class ApiKeyArchive implements WorkspaceArchivePart {
    @Override
    public List<ArchivedTable> tables() {
        return List.of(stays("app.api_keys", "Keys open one installation."));
    }
}
