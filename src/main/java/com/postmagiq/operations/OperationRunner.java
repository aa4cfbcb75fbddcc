package com.postmagiq.operations;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.settings.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Works on operations, an attempt at a time. Attempts have an end, and one that another node has
 * taken over changes nothing any more.
 */
@Service
class OperationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(OperationRunner.class);
    private static final int ATTEMPTS = 5;

    private final OperationRows rows;
    private final Map<String, OperationHandler> handlers;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Path folders;

    OperationRunner(
            OperationRows rows,
            List<OperationHandler> handlers,
            TransactionTemplate transaction,
            JsonMapper json,
            Installation installation) {
        this.rows = rows;
        this.handlers =
                handlers.stream()
                        .collect(Collectors.toMap(OperationHandler::kind, Function.identity()));
        this.transaction = transaction;
        this.json = json;
        this.folders = installation.dataDir().resolve("operations").toAbsolutePath().normalize();
    }

    /** The right that fetching the file of a kind takes. */
    OperationHandler handler(String kind) {
        return Objects.requireNonNull(handlers.get(kind), () -> "Nothing works on " + kind);
    }

    /**
     * Makes one attempt.
     *
     * @throws RuntimeException when it is worth another attempt
     */
    void attempt(Ledger ledger, UUID id) {
        var begun = rows.begin(ledger, id).orElse(null);
        var folder = folders.resolve(id.toString());
        if (begun == null) {
            remove(folder);
            return;
        }
        var work = new OperationWork(rows, json, ledger, begun, folder);
        try {
            if (begun.attempt() > ATTEMPTS) {
                throw new IOException("The server stopped in the middle of every attempt");
            }
            Files.createDirectories(folder);
            work(ledger, begun, work);
        } catch (OperationWork.Stopped _) {
            LOG.info("Operation {} was cancelled or taken over", id);
            handler(begun.kind()).stopped(work);
        } catch (ProblemException refused) {
            rows.fail(
                    ledger,
                    begun,
                    refused.problem().code(),
                    Objects.requireNonNullElse(refused.getMessage(), ""));
            handler(begun.kind()).stopped(work);
        } catch (IOException | RuntimeException failure) {
            if (begun.attempt() < ATTEMPTS) {
                throw failure instanceof RuntimeException unchecked
                        ? unchecked
                        : new UncheckedIOException((IOException) failure);
            }
            LOG.error("Operation {} failed for the last time", id, failure);
            rows.fail(
                    ledger,
                    begun,
                    "operation.gave_up",
                    "The server could not finish this after %d attempts; start it again, and tell the operator if that fails too."
                            .formatted(ATTEMPTS));
            handler(begun.kind()).stopped(work);
        }
        remove(folder);
    }

    private void work(Ledger ledger, OperationRows.Begun begun, OperationWork work)
            throws IOException {
        var handler = handler(begun.kind());
        var outcome = handler.run(work);
        transaction.executeWithoutResult(
                _ -> {
                    if (rows.succeed(ledger, begun, outcome)) {
                        handler.succeeded(work, outcome);
                    }
                });
    }

    /** Removes what operations left in this node's folder whose end was noted elsewhere. */
    void sweepFolders(Instant before) {
        if (!Files.isDirectory(folders)) {
            return;
        }
        try (var all = Files.list(folders)) {
            for (var folder : all.toList()) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
                    remove(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            LOG.warn("The folder {} stays until the next sweep: {}", folder, e.toString());
        }
    }
}
