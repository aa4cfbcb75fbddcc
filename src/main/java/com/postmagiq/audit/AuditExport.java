package com.postmagiq.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import com.postmagiq.asset.Assets;
import com.postmagiq.asset.FileKind;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.page.Csv;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.OperationHandler;
import com.postmagiq.operations.OperationWork;
import com.postmagiq.operations.Operations;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Entries as a file, written page by page, so that a long log needs no room in memory. */
@Component
class AuditExport implements OperationHandler {
    private static final String KIND = "audit_export";
    private static final int PAGE = 200;
    private static final Duration FILE_KEPT = Duration.ofDays(7);

    private static final String HEADER =
            row(
                    "id",
                    "occurred_at",
                    "actor_type",
                    "actor_id",
                    "actor_name",
                    "impersonator_id",
                    "action",
                    "via",
                    "resource_type",
                    "resource_id",
                    "changes",
                    "outcome",
                    "request_id",
                    "ip_address",
                    "user_agent");

    /** Forms of a file. */
    enum Format {
        CSV(FileKind.CSV),
        JSONL(FileKind.JSONL);

        private final FileKind kind;

        Format(FileKind kind) {
            this.kind = kind;
        }

        @JsonValue
        String ending() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What narrows an export; see the list's parameters of the same names. */
    @Schema(name = "AuditExportFilters")
    record Filters(
            @Nullable UUID actorId,
            @Nullable @Size(max = 60) String action,
            @Nullable @Size(max = 60) String resourceType,
            @Nullable UUID resourceId,
            @Nullable @Pattern(regexp = "success|denied|failed") String outcome,
            @Nullable @Size(max = 100) String q) {}

    /**
     * What is to be in the file.
     *
     * @param from included; null begins with the oldest entry
     * @param to not included; null ends now
     */
    @Schema(name = "AuditExportRequest")
    record Wish(
            @NotNull Format format,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable @Valid Filters filters) {
        EntryFilter filter() {
            return filters == null
                    ? new EntryFilter(null, null, null, null, null, null, from, to, null)
                    : new EntryFilter(
                            null,
                            filters.actorId(),
                            filters.action(),
                            filters.resourceType(),
                            filters.resourceId(),
                            filters.outcome(),
                            from,
                            to,
                            filters.q());
        }
    }

    private final AuditEntries entries;
    private final Operations operations;
    private final Assets assets;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AuditExport(
            AuditEntries entries,
            Operations operations,
            Assets assets,
            JsonMapper json,
            ApplicationEventPublisher events,
            Clock clock) {
        this.entries = entries;
        this.operations = operations;
        this.assets = assets;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Starts an export of the bound workspace; asking is what the log notes, with the caller's
     * address.
     *
     * @throws ProblemException {@code audit.unknown_action}
     */
    @Transactional
    public Operation start(Wish wish, UUID by) {
        // Refused now, or never.
        wish.filter().conditions();
        var operation = operations.start(KIND, wish, by);
        events.publishEvent(
                new Audited(
                        "data.exported",
                        by,
                        "audit_log",
                        null,
                        Map.of("format", new Audited.Change(null, wish.format().ending())),
                        Audited.Outcome.SUCCESS));
        return operation;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Scope scope() {
        return Scope.AUDIT_READ;
    }

    @Override
    public Outcome run(OperationWork work) throws IOException {
        var wish = work.params(Wish.class);
        var name = "audit-log." + wish.format().ending();
        var written = work.folder().resolve(name);
        int records;
        try (var target = new BufferedOutputStream(Files.newOutputStream(written))) {
            records = write(wish, target, work);
        }
        var expires = clock.instant().plus(FILE_KEPT);
        try (var in = Files.newInputStream(written)) {
            var kept = assets.keepExport(name, in, wish.format().kind, work.startedBy(), expires);
            return new Outcome(
                    Map.of("records", records, "format", wish.format().ending()),
                    kept.id(),
                    expires);
        }
    }

    private int write(Wish wish, OutputStream target, OperationWork work) throws IOException {
        if (wish.format() == Format.CSV) {
            put(target, HEADER);
        }
        var written = 0;
        String cursor = null;
        do {
            var page = entries.page(wish.filter(), cursor, PAGE);
            for (var entry : page.items()) {
                put(
                        target,
                        wish.format() == Format.CSV
                                ? csv(entry)
                                : json.writeValueAsString(entry) + "\n");
            }
            written += page.items().size();
            cursor = page.nextCursor();
            work.progress(written, cursor == null ? written : written + PAGE);
        } while (cursor != null);
        // A file without a byte is none.
        if (written == 0 && wish.format() == Format.JSONL) {
            put(target, "\n");
        }
        return written;
    }

    private String csv(AuditEntry entry) {
        var impersonator = entry.impersonator();
        return row(
                entry.id(),
                entry.occurredAt(),
                entry.actor().type(),
                entry.actor().id(),
                entry.actor().name(),
                impersonator == null ? null : impersonator.id(),
                entry.action(),
                entry.via(),
                entry.resourceType(),
                entry.resourceId(),
                entry.changes() == null ? null : json.writeValueAsString(entry.changes()),
                entry.outcome(),
                entry.requestId(),
                entry.ipAddress(),
                entry.userAgent());
    }

    private static String row(@Nullable Object... cells) {
        return Csv.line(Arrays.asList(cells));
    }

    private static void put(OutputStream target, String line) throws IOException {
        target.write(line.getBytes(StandardCharsets.UTF_8));
    }
}
