package com.postmagiq.kernel.postgres;

/** The database cannot be used or prepared. The message is one sentence for the person. */
public final class DatabaseInstallFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseInstallFailure(String sentence) {
        super(sentence);
    }

    /**
     * @param sentence what was wrong, where, and what to do
     */
    public DatabaseInstallFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
