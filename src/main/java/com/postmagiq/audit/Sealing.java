package com.postmagiq.audit;

import com.postmagiq.kernel.crypto.MasterSignatures;
import com.postmagiq.kernel.postgres.DatabaseInstaller;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Seals what was recorded. Each seal goes on where the one before it ended, so a late one repeats
 * nothing and leaves no gap.
 */
@Service
class Sealing {
    private final SealStore store;
    private final MasterSignatures signatures;
    private final JdbcTemplate jdbc;
    private final Clock clock;

    Sealing(SealStore store, MasterSignatures signatures, JdbcTemplate jdbc, Clock clock) {
        this.store = store;
        this.signatures = signatures;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Seals the log of the bound workspace, or that of the installation.
     *
     * @param until not included; far enough back that no transaction is still recording there
     * @return entries under the new seal; 0 when there was nothing new or somebody else seals now
     */
    @Transactional
    public int seal(Trail trail, Instant until) {
        jdbc.execute(DatabaseInstaller.TASK_LIMITS);
        if (!store.lock(trail)) {
            return 0;
        }
        // The head, not the newest row: a row that was taken away must stay missing.
        var head = store.head(trail).orElse(null);
        var from = head == null ? Seal.BEGINNING : head.to();
        var to = until.truncatedTo(ChronoUnit.MICROS);
        if (!to.isAfter(from)) {
            return 0;
        }
        var content = store.content(trail, from, to);
        if (content.entries() == 0) {
            return 0;
        }
        var number = head == null ? 1 : head.number() + 1;
        var previous =
                head == null
                        ? null
                        : store.seal(trail, head.number()).map(Seal::digest).orElse(null);
        store.insert(trail, signed(trail, number, from, to, content, previous));
        return content.entries();
    }

    private Seal signed(
            Trail trail,
            long number,
            Instant from,
            Instant to,
            SealStore.Content content,
            @Nullable String previous) {
        var workspace = trail == Trail.WORKSPACE ? CurrentWorkspace.id() : null;
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var signature =
                signatures.sign(
                        Seal.PURPOSE,
                        Seal.signed(
                                workspace,
                                number,
                                from,
                                to,
                                content.entries(),
                                content.digest(),
                                previous,
                                at));
        return new Seal(
                number,
                from,
                to,
                content.entries(),
                content.digest(),
                previous,
                signature.keyId(),
                signature.hmac(),
                at);
    }
}
