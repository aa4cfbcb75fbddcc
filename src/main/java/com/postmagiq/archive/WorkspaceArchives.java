package com.postmagiq.archive;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.operations.Foreground;
import com.postmagiq.operations.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Whole workspaces out and in, for whoever sits at a terminal and waits. */
@Service
public class WorkspaceArchives {
    private final ArchiveWriter writer;
    private final Arrivals arrivals;
    private final Foreground foreground;

    WorkspaceArchives(ArchiveWriter writer, Arrivals arrivals, Foreground foreground) {
        this.writer = writer;
        this.arrivals = arrivals;
        this.foreground = foreground;
    }

    /**
     * Writes the bound workspace into a file.
     *
     * @return rows that stayed because they go on here, by part
     */
    public Map<String, Long> export(Path file) throws IOException {
        var folder = Files.createTempDirectory("postmagiq-archive-");
        try {
            var everything = new Manifest.Options(true, true);
            return writer.write(file, folder, everything, (_, _) -> {}).leftOut();
        } finally {
            Files.deleteIfExists(folder.resolve(ArchiveWriter.IDS));
            Files.delete(folder);
        }
    }

    /**
     * Makes a new workspace of a file.
     *
     * @param userId whose it becomes
     * @param name null keeps the archive's
     * @return the operation as it ended, whose result names the workspace
     * @throws ProblemException {@code import.archive_damaged}, {@code import.archive_unsafe},
     *     {@code import.archive_too_new}, {@code import.archive_running}, {@code
     *     plan.workspace_limit}
     */
    public Operation take(UUID userId, Path file, @Nullable String name) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var waiting = arrivals.propose(userId, in);
            arrivals.commit(userId, waiting.id(), name, null, false);
            return foreground.attemptOfPerson(waiting.id(), userId);
        }
    }
}
