package com.postmagiq.kernel.tenancy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The account the present work belongs to; bound where account tables are touched, like {@link
 * CurrentWorkspace}.
 */
public final class CurrentAccount {
    private static final ScopedValue<UUID> ACCOUNT = ScopedValue.newInstance();

    private CurrentAccount() {}

    /** The bound account, or null outside of any. */
    public static @Nullable UUID idOrNull() {
        return ACCOUNT.isBound() ? ACCOUNT.get() : null;
    }

    public static <R, X extends Throwable> R call(UUID accountId, ScopedValue.CallableOp<R, X> work)
            throws X {
        return ScopedValue.where(ACCOUNT, accountId).call(work);
    }
}
