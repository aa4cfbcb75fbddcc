package com.postmagiq.kernel.tasks;

import java.util.function.Supplier;

/** Whether the present work is that of a background task, and not of a request or a command. */
public final class RunningTask {
    private static final ScopedValue<String> NAME = ScopedValue.newInstance();

    private RunningTask() {}

    public static boolean any() {
        return NAME.isBound();
    }

    static <T> T call(String name, Supplier<T> work) {
        return ScopedValue.where(NAME, name).call(work::get);
    }
}
