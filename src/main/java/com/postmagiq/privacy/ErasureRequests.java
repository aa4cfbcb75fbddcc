package com.postmagiq.privacy;

import com.postmagiq.identity.AccountEnd;
import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Departures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Asking to be erased, and changing one's mind. */
@Service
class ErasureRequests {
    private final Departures departures;
    private final AccountEnd accountEnd;
    private final Erasures erasures;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    ErasureRequests(
            Departures departures,
            AccountEnd accountEnd,
            Erasures erasures,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.departures = departures;
        this.accountEnd = accountEnd;
        this.erasures = erasures;
        this.transaction = transaction;
        this.events = events;
    }

    /** What somebody owns, to choose successors from. */
    List<Departures.Owned> owned(UUID userId) {
        return departures.owned(userId);
    }

    /**
     * Leaves every workspace and closes the account at once; the person's row, which brings them
     * back, goes last.
     *
     * @param successors by workspace the membership of its next owner
     * @return when they are erased
     * @throws ProblemException {@code privacy.owner_of_workspaces}, {@code
     *     workspace.transfer_target}, {@code admin.last_operator}
     */
    Instant request(SignedIn me, Map<UUID, UUID> successors) {
        transaction.executeWithoutResult(_ -> accountEnd.requireMayLeave(me.userId()));
        requireSuccessors(me.userId(), successors);
        departures.leaveAll(me.userId(), me.sessionId(), me.fullName(), successors);
        return transaction.execute(
                _ -> {
                    erasures.request(me.userId());
                    events.publishEvent(
                            Audited.done(
                                    "account.erasure_requested", me.userId(), "user", me.userId()));
                    return accountEnd.close(me.userId());
                });
    }

    private void requireSuccessors(UUID userId, Map<UUID, UUID> successors) {
        var without =
                departures.owned(userId).stream()
                        .filter(owned -> !owned.members().isEmpty())
                        .filter(owned -> !successors.containsKey(owned.workspaceId()))
                        .toList();
        if (!without.isEmpty()) {
            throw new ProblemException(
                            PrivacyProblem.OWNER_OF_WORKSPACES,
                            "You own workspaces that others work in: name for each of them who owns it next.")
                    .with("workspaces", without);
        }
    }

    /**
     * Takes a wish back.
     *
     * @throws ProblemException {@code auth.link_invalid}
     */
    void cancel(String token) {
        transaction.executeWithoutResult(
                _ -> {
                    var userId = accountEnd.reopen(token);
                    erasures.withdraw(userId);
                    events.publishEvent(
                            Audited.done("account.erasure_cancelled", userId, "user", userId));
                });
    }
}
