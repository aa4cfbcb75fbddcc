package com.postmagiq.kernel.tenancy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The workspace the present work belongs to. Bound once at each way in (request filter, task,
 * command) and told to PostgreSQL when a transaction begins. It does not follow work to another
 * thread: bind again there.
 */
public final class CurrentWorkspace {
    private static final ScopedValue<UUID> WORKSPACE = ScopedValue.newInstance();

    private CurrentWorkspace() {}

    /**
     * @throws IllegalStateException when no workspace is bound
     */
    public static UUID id() {
        if (!WORKSPACE.isBound()) {
            throw new IllegalStateException(
                    "No workspace is bound to this work; bind one with CurrentWorkspace.run");
        }
        return WORKSPACE.get();
    }

    /** The bound workspace, or null outside of any. */
    public static @Nullable UUID idOrNull() {
        return WORKSPACE.isBound() ? WORKSPACE.get() : null;
    }

    /**
     * Runs work inside a workspace.
     *
     * @throws IllegalStateException when a transaction of another workspace, or of none, is already
     *     running
     */
    public static void run(UUID workspaceId, Runnable work) {
        refuseChangeInsideTransaction(workspaceId);
        ScopedValue.where(WORKSPACE, workspaceId).run(work);
    }

    /** Like {@link #run}, with an answer. */
    public static <R, X extends Throwable> R call(
            UUID workspaceId, ScopedValue.CallableOp<R, X> work) throws X {
        refuseChangeInsideTransaction(workspaceId);
        return ScopedValue.where(WORKSPACE, workspaceId).call(work);
    }

    private static void refuseChangeInsideTransaction(UUID workspaceId) {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && !workspaceId.equals(idOrNull())) {
            throw new IllegalStateException(
                    "The workspace cannot change inside a running transaction: bind first, begin second");
        }
    }
}
