package com.postmagiq.operations;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One attempt at an operation, as its handler sees it. Everything it changes counts only while this
 * attempt is the newest one.
 */
public final class OperationWork {
    private final OperationRows rows;
    private final JsonMapper json;
    private final Ledger ledger;
    private final OperationRows.Begun begun;
    private final Path folder;

    OperationWork(
            OperationRows rows,
            JsonMapper json,
            Ledger ledger,
            OperationRows.Begun begun,
            Path folder) {
        this.rows = rows;
        this.json = json;
        this.ledger = ledger;
        this.begun = begun;
        this.folder = folder;
    }

    public UUID id() {
        return begun.id();
    }

    /** Who asked for it. */
    public UUID startedBy() {
        return begun.createdById();
    }

    /** What was asked for, as it was given at the start. */
    public <T> T params(Class<T> type) {
        return json.readValue(begun.params(), type);
    }

    /**
     * A folder of this operation's own, where files wait that are not whole yet. It outlives a
     * crash on this node and is removed at the end; on another node it is empty.
     */
    public Path folder() {
        return folder;
    }

    /**
     * Tells how far the work has come.
     *
     * @param done of {@code total} parts
     * @throws Stopped when it was cancelled, or another node has taken over; let it through
     */
    public void progress(int done, int total) {
        note(done, total, null);
    }

    /**
     * Notes how far the work has come and what came of it, in the transaction that did it: a later
     * attempt goes on behind it.
     *
     * @param result numbers, ids and codes; no content
     * @throws Stopped like {@link #progress}, which undoes the transaction
     */
    public void checkpoint(int done, int total, Object result) {
        note(done, total, result);
    }

    private void note(int done, int total, @Nullable Object result) {
        if (!rows.progress(ledger, begun, done, total, result)) {
            throw new Stopped();
        }
    }

    /** How far earlier attempts have come. */
    public int done() {
        return begun.done();
    }

    /** What was noted last, before the first attempt by whoever asked for it. */
    public <T> Optional<T> noted(Class<T> type) {
        return Optional.ofNullable(begun.result()).map(text -> json.readValue(text, type));
    }

    /** The work has no purpose any more. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Stopped() {
            super("The operation was cancelled or taken over");
        }
    }
}
