package com.postmagiq.kernel.privacy;

import java.io.IOException;
import java.io.OutputStream;

/** Takes the files of a copy, one after another. */
public interface CopiedFiles {
    /** Writes a file's bytes. */
    interface Content {
        void writeTo(OutputStream target) throws IOException;
    }

    /**
     * Adds a file.
     *
     * @param path inside the copy, with slashes; parts that a file system would not take are
     *     replaced
     */
    void add(String path, Content content) throws IOException;
}
