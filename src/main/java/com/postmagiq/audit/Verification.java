package com.postmagiq.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import com.postmagiq.kernel.crypto.MasterSignatures;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares the log with its seals. Whoever changed, took away or added rows, or seals, is told of
 * by the first place that does not fit.
 */
@Service
public class Verification {
    /** Entries are kept for so long; older ones may be gone, and their seals are only counted. */
    static final Duration KEPT = Duration.ofDays(730);

    /** For somebody who waits for the answer; the nightly task walks all of it. */
    private static final int SEALS_WHILE_WAITING = 500;

    private static final int BATCH = 500;

    /** What does not fit. */
    public enum Kind {
        ENTRY_CHANGED,
        ENTRY_MISSING,
        ENTRY_ADDED,
        SEAL_CHANGED,
        SEAL_MISSING;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The first place that does not fit.
     *
     * @param entries ids of what is there now, at most 50
     */
    @Schema(name = "AuditFault")
    public record Fault(Kind kind, long sealNo, Instant from, Instant to, List<UUID> entries) {}

    /**
     * What a comparison came to.
     *
     * @param status {@code ok} or {@code broken}
     * @param seals how many there are
     * @param checkedFrom number of the first seal that was compared
     * @param skipped seals of entries that are gone because of their age
     * @param sealedUntil null before the first seal; what is newer has no seal yet
     * @param unsealedSince when the oldest entry without a seal was recorded; null for none
     */
    @Schema(name = "AuditVerification")
    public record Report(
            @Schema(allowableValues = {"ok", "broken"}) String status,
            long seals,
            long checkedFrom,
            long skipped,
            @Nullable Instant sealedUntil,
            @Nullable Instant unsealedSince,
            @Nullable Fault problem,
            Instant checkedAt) {
        public boolean ok() {
            return problem == null;
        }
    }

    private final AuditedWorkspaces workspaces;
    private final SealStore store;
    private final MasterSignatures signatures;
    private final TransactionTemplate reading;
    private final Clock clock;

    Verification(
            AuditedWorkspaces workspaces,
            SealStore store,
            MasterSignatures signatures,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.workspaces = workspaces;
        this.store = store;
        this.signatures = signatures;
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        this.clock = clock;
    }

    /** The newest seals of the bound workspace. */
    Report ofWorkspaceNow() {
        var head = reading.execute(_ -> store.head(Trail.WORKSPACE)).orElse(null);
        var first = head == null ? 1 : Math.max(1, head.number() - SEALS_WHILE_WAITING + 1);
        return new Walk(Trail.WORKSPACE, first).report();
    }

    /** All seals of a workspace. */
    public Report ofWorkspace(UUID workspaceId) {
        return CurrentWorkspace.call(workspaceId, () -> new Walk(Trail.WORKSPACE, 1).report());
    }

    /** All seals of what has no workspace. */
    public Report ofInstallation() {
        return new Walk(Trail.INSTALLATION, 1).report();
    }

    /**
     * A log and what its comparison came to.
     *
     * @param workspaceId null for what has no workspace
     */
    @Schema(name = "AuditedLog")
    public record Log(@Nullable UUID workspaceId, Report report) {}

    /** All logs there are, one after the other. */
    public List<Log> everything() {
        var all = new ArrayList<Log>();
        all.add(new Log(null, ofInstallation()));
        workspaces.all().forEach(id -> all.add(new Log(id, ofWorkspace(id))));
        return List.copyOf(all);
    }

    /** One comparison, seal by seal; each is read in a transaction of its own. */
    private final class Walk {
        private final Trail trail;
        private final @Nullable UUID workspaceId;
        private final long first;
        private final Instant oldest = clock.instant().minus(KEPT);
        private long seals;
        private long skipped;
        private @Nullable Seal last;

        Walk(Trail trail, long first) {
            this.trail = trail;
            this.workspaceId = CurrentWorkspace.idOrNull();
            this.first = first;
        }

        Report report() {
            var fault = faultInSeals();
            var head = reading.execute(_ -> store.head(trail)).orElse(null);
            if (fault == null) {
                fault = faultAtHead(head);
            }
            var until = head == null ? null : head.to();
            return new Report(
                    fault == null ? "ok" : "broken",
                    head == null ? seals : Math.max(head.number(), seals),
                    first,
                    skipped,
                    until,
                    reading.execute(
                                    _ ->
                                            store.oldestSince(
                                                    trail, until == null ? Seal.BEGINNING : until))
                            .orElse(null),
                    fault,
                    clock.instant());
        }

        private @Nullable Fault faultInSeals() {
            last =
                    first == 1
                            ? null
                            : reading.execute(_ -> store.seal(trail, first - 1)).orElse(null);
            seals = first - 1;
            while (true) {
                var after = seals;
                var batch = reading.execute(_ -> store.after(trail, after, BATCH));
                for (var seal : batch) {
                    var fault = faultIn(seal);
                    if (fault != null) {
                        return fault;
                    }
                    seals = seal.number();
                    last = seal;
                }
                if (batch.size() < BATCH) {
                    return null;
                }
            }
        }

        private @Nullable Fault faultIn(Seal seal) {
            var expected = seals + 1;
            if (seal.number() > expected) {
                return new Fault(Kind.SEAL_MISSING, expected, end(), seal.from(), List.of());
            }
            if (!signatures.fits(
                    Seal.PURPOSE, seal.signed(workspaceId), seal.keyId(), seal.hmac())) {
                return fault(Kind.SEAL_CHANGED, seal, List.of());
            }
            if (!seal.from().equals(end())
                    || (last != null && !last.digest().equals(seal.previousDigest()))) {
                return fault(Kind.SEAL_MISSING, seal, List.of());
            }
            if (seal.to().isBefore(oldest)) {
                skipped++;
                return null;
            }
            var found = reading.execute(_ -> store.content(trail, seal.from(), seal.to()));
            if (found.entries() == seal.entries() && found.digest().equals(seal.digest())) {
                return null;
            }
            return fault(kind(found.entries() - seal.entries()), seal, found.ids());
        }

        /** Whether the seal that is kept a second time is the newest one. */
        private @Nullable Fault faultAtHead(SealStore.@Nullable Head head) {
            if (head == null) {
                return last == null ? null : fault(Kind.SEAL_CHANGED, last, List.of());
            }
            if (last == null || last.number() < head.number()) {
                return new Fault(
                        Kind.SEAL_MISSING, head.number(), head.from(), head.to(), List.of());
            }
            return last.number() == head.number() && last.hmac().equals(head.hmac())
                    ? null
                    : fault(Kind.SEAL_CHANGED, last, List.of());
        }

        private Instant end() {
            return last == null ? Seal.BEGINNING : last.to();
        }

        private static Kind kind(int more) {
            return more == 0
                    ? Kind.ENTRY_CHANGED
                    : more > 0 ? Kind.ENTRY_ADDED : Kind.ENTRY_MISSING;
        }

        private static Fault fault(Kind kind, Seal seal, List<UUID> entries) {
            return new Fault(kind, seal.number(), seal.from(), seal.to(), entries);
        }
    }
}
