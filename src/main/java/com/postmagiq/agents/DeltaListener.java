package com.postmagiq.agents;

/** Hears the text of an answer while it is written. */
@FunctionalInterface
public interface DeltaListener {
    DeltaListener NONE = text -> {};

    /** The next piece; all pieces joined are the answer's content. */
    void piece(String text);

    /** One sentence on what keeps the first piece away, such as a model that is loaded. */
    default void progress(String note) {}
}
