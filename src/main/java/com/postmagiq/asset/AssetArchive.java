package com.postmagiq.asset;

import static com.postmagiq.kernel.archive.ArchivedTable.travels;

import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.WorkspaceArchivePart;
import java.util.List;
import org.springframework.stereotype.Component;

/** Files that people put there; what the server made for a while is made again. */
@Component
class AssetArchive implements WorkspaceArchivePart {
    static final String TRAVELLING =
            "state = 'ready' and expires_at is null and asset_type not in ('export', 'import', 'audio')";

    @Override
    public List<ArchivedTable> tables() {
        return List.of(
                travels("app.assets")
                        .only(TRAVELLING)
                        .without("storage", "bucket", "object_key", "state", "expires_at"));
    }
}
