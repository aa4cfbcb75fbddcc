package com.postmagiq.workspace;

/** The bound workspace writes in another language from now on, in the running transaction. */
public record LanguageChanged() {}
