package com.postmagiq.kernel.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;

/** The embedded PostgreSQL could not be started. The message is one sentence for the person. */
public final class PostgresStartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Reason {
        /** Another process, or another part of this one, runs a server on the same folder. */
        IN_USE,
        /** The folder cannot be made, read or written, or its contents are not complete. */
        DATA_FOLDER,
        /** PostgreSQL may not run as root, and the user it would run as cannot reach the folder. */
        NOT_PASSABLE,
        NO_SPACE,
        /** A program of the operating system that the launcher needs is not there. */
        MISSING_PROGRAM,
        /** There are no PostgreSQL programs for this operating system and processor. */
        UNSUPPORTED_PLATFORM,
        /** The folder was written by another major version of PostgreSQL. */
        OTHER_MAJOR_VERSION,
        /** The server runs, but with settings under which a crash could lose rows. */
        NOT_DURABLE,
        /** PostgreSQL itself refused or died; its log says why. */
        SERVER_FAILED
    }

    private final Reason reason;

    PostgresStartFailure(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    PostgresStartFailure(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Turns a failed file operation below the data folder into its sentence. */
    static PostgresStartFailure ofFiles(Path folder, IOException failure) {
        if (saysNoSpace(String.valueOf(failure.getMessage()))) {
            return noSpace(folder, failure);
        }
        var why =
                failure instanceof AccessDeniedException denied
                        ? "access to %s is denied to user %s"
                                .formatted(denied.getFile(), System.getProperty("user.name"))
                        : failure.toString();
        return unusable(folder, why, failure);
    }

    static PostgresStartFailure noSpace(Path folder, Throwable cause) {
        return new PostgresStartFailure(
                Reason.NO_SPACE,
                "There is no space left for the embedded database in %s: it needs about 200 MB to"
                                .formatted(folder)
                        + " begin with; free some, or set POSTMAGIQ_DATA_DIR to a folder on another"
                        + " disk.",
                cause);
    }

    static boolean saysNoSpace(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("no space left") || lower.contains("disk quota exceeded");
    }

    private static PostgresStartFailure unusable(Path folder, String why, Exception cause) {
        return new PostgresStartFailure(
                Reason.DATA_FOLDER,
                "The embedded database cannot use the folder %s: %s; give this user the right to write"
                                .formatted(folder, why)
                        + " there, or set POSTMAGIQ_DATA_DIR to another folder.",
                cause);
    }
}
