package com.postmagiq.workflow.run;

import org.jspecify.annotations.Nullable;

/** Why a run did not complete: a stable code and a sentence that names state and agent. */
public record RunError(
        String code, String message, @Nullable String state, @Nullable String agent) {}
