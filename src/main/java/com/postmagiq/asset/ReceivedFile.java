package com.postmagiq.asset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that has come in whole and belongs to nobody yet. Closing removes it, unless it was kept.
 *
 * @param filename a label without path and control characters
 * @param bytes at least one
 * @param sha256 of all bytes, in lower-case hexadecimal
 */
public record ReceivedFile(Path path, String filename, long bytes, String sha256)
        implements AutoCloseable {

    /** Whether the bytes are what the ending of the name claims. */
    public boolean holds(FileKind kind) {
        return ContentCheck.confirms(path, kind);
    }

    /** The bytes from the beginning. */
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary file %s stays".formatted(path), e);
        }
    }
}
