package com.postmagiq.asset;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Gatherers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks for files that no row names, such as a restored folder of an older database holds. Files
 * younger than a week are left out: their row may still come.
 */
@Component
class OrphanScan {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanScan.class);
    private static final Duration SETTLED = Duration.ofDays(7);
    private static final int BATCH = 500;

    private final LocalStore store;
    private final AssetRows rows;
    private final AssetSettings settings;
    private final Clock clock;

    OrphanScan(LocalStore store, AssetRows rows, AssetSettings settings, Clock clock) {
        this.store = store;
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
    }

    /** Reports orphans, and removes them where the operator wants that; the number found. */
    int run() {
        var found = 0;
        try {
            for (var workspace : store.workspaces()) {
                for (var key : orphans(workspace)) {
                    found++;
                    if (settings.orphanDelete()) {
                        store.delete(key);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (found > 0) {
            LOG.warn(
                    "{} files in the store belong to no row; {}",
                    found,
                    settings.orphanDelete()
                            ? "they were removed"
                            : "set postmagiq.assets.orphan-delete=true to have them removed");
        }
        return found;
    }

    private List<String> orphans(UUID workspaceId) throws IOException {
        var old = store.keysOf(workspaceId, clock.instant().minus(SETTLED));
        var known = new HashSet<String>();
        for (var batch : old.stream().gather(Gatherers.windowFixed(BATCH)).toList()) {
            CurrentWorkspace.run(workspaceId, () -> known.addAll(rows.known(batch)));
        }
        return old.stream().filter(key -> !known.contains(key)).toList();
    }
}
