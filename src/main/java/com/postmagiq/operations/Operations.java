package com.postmagiq.operations;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tasks.Tasks;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door to long work. People see what they themselves have asked for; which right the file takes
 * besides is for its handler to say.
 */
@Service
public class Operations {
    /** Ids only; null for an operation of a person outside of workspaces. */
    record Ref(@Nullable UUID workspaceId, UUID id) {}

    static final TaskDescriptor<Ref> WORK = TaskDescriptor.of("operation", Ref.class);

    private final OperationRows rows;
    private final Tasks tasks;
    private final Clock clock;

    Operations(OperationRows rows, Tasks tasks, Clock clock) {
        this.rows = rows;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * Starts work of the bound workspace.
     *
     * @param kind of a handler
     * @param params ids, numbers and choices; no content
     */
    @Transactional
    public Operation start(String kind, Object params, UUID by) {
        var id = Ids.next();
        rows.insert(Ledger.WORKSPACE, new OperationRows.Wish(id, kind, "queued", params, null, by));
        schedule(CurrentWorkspace.id(), id);
        return get(id, by);
    }

    /**
     * Notes work of the bound workspace that begins when its starter says so.
     *
     * @param id made by the caller, whose files may carry it
     * @param result what it would do: numbers, ids and codes; no content
     */
    @Transactional
    public Operation propose(UUID id, String kind, Object params, Object result, UUID by) {
        rows.insert(
                Ledger.WORKSPACE,
                new OperationRows.Wish(id, kind, "needs_review", params, result, by));
        return get(id, by);
    }

    /**
     * Changes work that its starter looks at.
     *
     * @param result what would come of it now
     * @throws ProblemException {@code operation.not_found}, {@code operation.not_waiting}
     */
    @Transactional
    public void reconsider(UUID id, UUID by, Object params, Object result) {
        if (!rows.reconsider(Ledger.WORKSPACE, id, by, params, result)) {
            throw notWaiting(get(id, by));
        }
    }

    /**
     * Begins work that its starter has looked at.
     *
     * @throws ProblemException {@code operation.not_found}, {@code operation.not_waiting}
     */
    @Transactional
    public Operation commit(UUID id, UUID by) {
        if (!rows.commit(Ledger.WORKSPACE, id, by, null)) {
            throw notWaiting(get(id, by));
        }
        schedule(CurrentWorkspace.id(), id);
        return get(id, by);
    }

    /**
     * What work was asked for with that waits for its starter.
     *
     * @throws ProblemException {@code operation.not_found}, {@code operation.not_waiting}
     */
    @Transactional(readOnly = true)
    public <T> T proposed(UUID id, UUID by, Class<T> params) {
        return proposed(Ledger.WORKSPACE, id, by, params);
    }

    private <T> T proposed(Ledger ledger, UUID id, UUID by, Class<T> params) {
        var operation = found(ledger, id, by);
        if (!operation.status().equals("needs_review")) {
            throw notWaiting(operation);
        }
        return rows.params(ledger, id, by, params).orElseThrow(() -> notWaiting(operation));
    }

    /**
     * Notes work of a person that begins when they say so, in place of what waited before it.
     *
     * @param result what it would do: numbers, ids and codes; no content
     * @return empty when one of this kind is at work
     */
    @Transactional
    public Optional<Operation> proposeOfPerson(String kind, Object params, Object result, UUID by) {
        rows.withdraw(Ledger.PERSON, kind, by);
        var wish = new OperationRows.Wish(Ids.next(), kind, "needs_review", params, result, by);
        return rows.insert(Ledger.PERSON, wish)
                ? rows.find(Ledger.PERSON, wish.id(), by)
                : Optional.empty();
    }

    /**
     * Like {@link #proposed}, of a person.
     *
     * @throws ProblemException {@code operation.not_found}, {@code operation.not_waiting}
     */
    @Transactional(readOnly = true)
    public <T> T proposedOfPerson(UUID id, UUID by, Class<T> params) {
        return proposed(Ledger.PERSON, id, by, params);
    }

    /**
     * Begins work of a person that they have looked at, in the caller's transaction.
     *
     * @param params what is asked for in the end
     * @throws ProblemException {@code operation.not_found}, {@code operation.not_waiting}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Operation commitOfPerson(UUID id, Object params, UUID by) {
        if (!rows.commit(Ledger.PERSON, id, by, params)) {
            throw notWaiting(getOfPerson(id, by));
        }
        schedule(null, id);
        return getOfPerson(id, by);
    }

    /** Whether the bound workspace has work of a kind that has not ended, whoever started it. */
    @Transactional(readOnly = true)
    public boolean hasOpen(String kind) {
        return rows.hasOpen(Ledger.WORKSPACE, kind, null);
    }

    /** Whether a person has work of a kind that has not ended. */
    @Transactional(readOnly = true)
    public boolean hasOpenOfPerson(String kind, UUID by) {
        return rows.hasOpen(Ledger.PERSON, kind, by);
    }

    /**
     * Like {@link #cancel}, of a person.
     *
     * @throws ProblemException {@code operation.not_found}, {@code operation.ended}
     */
    public Operation cancelOfPerson(UUID id, UUID by) {
        return cancelled(Ledger.PERSON, id, by);
    }

    private static ProblemException notWaiting(Operation operation) {
        return new ProblemException(
                OperationProblem.NOT_WAITING,
                "This operation is %s; only one that waits to be looked at can be begun."
                        .formatted(operation.status()));
    }

    /**
     * Starts work of a person, outside of any workspace, in the caller's transaction.
     *
     * @return empty when one of this kind has not ended yet
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Operation> startOfPerson(String kind, Object params, UUID by) {
        var id = Ids.next();
        if (!rows.insert(
                Ledger.PERSON, new OperationRows.Wish(id, kind, "queued", params, null, by))) {
            return Optional.empty();
        }
        schedule(null, id);
        return rows.find(Ledger.PERSON, id, by);
    }

    private void schedule(@Nullable UUID workspaceId, UUID id) {
        tasks.schedule(WORK, id.toString(), new Ref(workspaceId, id), clock.instant());
    }

    /**
     * What somebody started in the bound workspace.
     *
     * @throws ProblemException {@code operation.not_found}
     */
    public Operation get(UUID id, UUID by) {
        return found(Ledger.WORKSPACE, id, by);
    }

    /**
     * What a person started outside of workspaces.
     *
     * @throws ProblemException {@code operation.not_found}
     */
    public Operation getOfPerson(UUID id, UUID by) {
        return found(Ledger.PERSON, id, by);
    }

    private Operation found(Ledger ledger, UUID id, UUID by) {
        return rows.find(ledger, id, by)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        OperationProblem.UNKNOWN,
                                        "There is no operation %s that you started here."
                                                .formatted(id)));
    }

    /** What somebody started in the bound workspace, newest first. */
    Page<Operation> page(UUID by, @Nullable String kind, @Nullable String cursor, int limit) {
        return rows.page(Ledger.WORKSPACE, by, kind, cursor, limit);
    }

    /** What a person started of one kind outside of workspaces, newest first. */
    public Page<Operation> pageOfPerson(UUID by, String kind, @Nullable String cursor, int limit) {
        return rows.page(Ledger.PERSON, by, kind, cursor, limit);
    }

    /** How many of a kind a person has asked for since. */
    public int countOfPerson(UUID by, String kind, Instant since) {
        return rows.countSince(Ledger.PERSON, by, kind, since);
    }

    /**
     * Ends work of the bound workspace before it is done; its task stops at the next step.
     *
     * @throws ProblemException {@code operation.not_found}, {@code operation.ended}
     */
    Operation cancel(UUID id, UUID by) {
        return cancelled(Ledger.WORKSPACE, id, by);
    }

    private Operation cancelled(Ledger ledger, UUID id, UUID by) {
        if (!rows.cancel(ledger, id, by)) {
            throw new ProblemException(
                    OperationProblem.ENDED,
                    "This operation is %s already; there is nothing to cancel."
                            .formatted(found(ledger, id, by).status()));
        }
        return found(ledger, id, by);
    }

    /**
     * The file of an operation that ended well.
     *
     * @throws ProblemException {@code operation.no_file}, {@code operation.file_gone}
     */
    public UUID fileOf(Operation operation) {
        var file = operation.fileAssetId();
        if (file == null) {
            throw new ProblemException(
                    OperationProblem.NO_FILE,
                    "This operation is %s and has no file; look again when it has succeeded."
                            .formatted(operation.status()));
        }
        var expires = operation.expiresAt();
        if (expires != null && !clock.instant().isBefore(expires)) {
            throw gone(expires);
        }
        return file;
    }

    /** The refusal {@code operation.file_gone}. */
    public ProblemException gone(Instant at) {
        return new ProblemException(
                OperationProblem.FILE_GONE,
                "The file was removed at %s; start the operation again.".formatted(at));
    }
}
