package com.postmagiq.privacy;

import com.postmagiq.asset.PersonalFiles;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.Operations;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Copies of somebody's own data: one at a time, a few a day, each for a day. */
@Service
class PersonalExports {
    private static final int A_DAY = 3;
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * A copy, made or being made.
     *
     * @param status queued, running, succeeded, failed or cancelled
     * @param progress 0 to 100
     * @param downloadUrl a path of this server; null while there is nothing to fetch
     */
    @Schema(name = "PersonalExport")
    record Copy(
            UUID id,
            String status,
            int progress,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Long sizeBytes,
            @Nullable String errorDetail,
            @Nullable String downloadUrl) {}

    private final Operations operations;
    private final PersonalFiles files;
    private final ExportLinks links;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PersonalExports(
            Operations operations,
            PersonalFiles files,
            ExportLinks links,
            ApplicationEventPublisher events,
            Clock clock) {
        this.operations = operations;
        this.files = files;
        this.links = links;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Begins a copy.
     *
     * @throws ProblemException {@code privacy.export_limit}, {@code privacy.export_running}
     */
    @Transactional
    public Copy start(UUID userId) {
        var since = clock.instant().minus(DAY);
        if (operations.countOfPerson(userId, PersonalExport.KIND, since) >= A_DAY) {
            throw new ProblemException(
                            PrivacyProblem.EXPORT_LIMIT,
                            "You asked for %d copies within a day; the next one can begin tomorrow."
                                    .formatted(A_DAY))
                    .with("retry_after", DAY.toSeconds());
        }
        var operation =
                operations
                        .startOfPerson(PersonalExport.KIND, Map.of(), userId)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                PrivacyProblem.EXPORT_RUNNING,
                                                "A copy of your data is being made already; you get a mail when it is ready."));
        events.publishEvent(Audited.done("data.export_requested", userId, "user", userId));
        return copy(operation);
    }

    Copy get(UUID userId, UUID id) {
        return copy(operations.getOfPerson(id, userId));
    }

    /** Newest first. */
    Page<Copy> page(UUID userId, @Nullable String cursor, int limit) {
        var page = operations.pageOfPerson(userId, PersonalExport.KIND, cursor, limit);
        return new Page<>(page.items().stream().map(this::copy).toList(), page.nextCursor());
    }

    /**
     * The file behind a link, for the person it was made for.
     *
     * @throws ProblemException {@code privacy.link_invalid}, {@code operation.not_found}, {@code
     *     operation.no_file}, {@code operation.file_gone}
     */
    PersonalFiles.Stored file(UUID userId, UUID id, long expires, String signature) {
        var file = operations.fileOf(operations.getOfPerson(id, userId));
        links.verify(userId, id, expires, signature);
        return files.find(userId, file)
                .orElseThrow(() -> operations.gone(Instant.ofEpochSecond(expires)));
    }

    private Copy copy(Operation operation) {
        var expires = operation.expiresAt();
        var size = operation.result() == null ? null : operation.result().get("size_bytes");
        return new Copy(
                operation.id(),
                operation.status(),
                operation.progress(),
                operation.createdAt(),
                expires,
                size instanceof Number bytes ? bytes.longValue() : null,
                operation.errorDetail(),
                expires != null && clock.instant().isBefore(expires)
                        ? links.to(operation.createdById(), operation.id(), expires)
                        : null);
    }
}
