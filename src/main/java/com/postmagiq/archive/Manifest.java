package com.postmagiq.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first thing to read in an archive, and the only place for what differs between two
 * installations with the same workspace.
 *
 * @param include which parts were wished for
 * @param parts in the order in which they come in; files of people follow after their checksums
 * @param leftOut how many rows of a part stayed where they are, because they go on there
 */
record Manifest(
        String format,
        int schemaVersion,
        String productVersion,
        Instant exportedAt,
        String instanceId,
        UUID workspaceId,
        Options include,
        List<Part> parts,
        Map<String, Long> leftOut) {
    static final String FILE = "manifest.json";
    static final String FORMAT = "postmagiq.workspace";
    static final int SCHEMA_VERSION = 1;

    Manifest {
        parts = List.copyOf(parts);
        leftOut = Map.copyOf(leftOut);
    }

    /** What somebody wants in an archive. */
    record Options(boolean assets, boolean runs) {}

    /**
     * A file of rows.
     *
     * @param columns those that any row may have; null in a part that is only to be read
     * @param informative whether it never comes in
     */
    record Part(
            String file,
            int rows,
            String sha256,
            @Nullable List<String> columns,
            boolean informative) {
        String name() {
            return file.substring(0, file.indexOf('.'));
        }
    }
}
