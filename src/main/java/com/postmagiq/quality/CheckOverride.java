package com.postmagiq.quality;

import org.jspecify.annotations.Nullable;

/** A configuration's change to one check; a null part keeps the default. */
public record CheckOverride(@Nullable Severity severity, @Nullable Double threshold) {}
