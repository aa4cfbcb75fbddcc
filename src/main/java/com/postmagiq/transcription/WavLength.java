package com.postmagiq.transcription;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** RIFF: the size of the samples over the bytes a second that the format announces. */
final class WavLength {
    private static final int FORMAT = 0x20746d66; // "fmt "
    private static final int DATA = 0x61746164; // "data"
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;

    private WavLength() {}

    static Optional<Double> of(ByteBuffer file) {
        var bytes = file.order(ByteOrder.LITTLE_ENDIAN);
        var bytesPerSecond = 0L;
        long at = FIRST_CHUNK;
        while (at + CHUNK_HEADER <= bytes.limit()) {
            var name = bytes.getInt((int) at);
            var size = Integer.toUnsignedLong(bytes.getInt((int) at + 4));
            var start = at + CHUNK_HEADER;
            if (name == FORMAT) {
                bytesPerSecond = Integer.toUnsignedLong(bytes.getInt((int) start + 8));
            }
            if (name == DATA && bytesPerSecond > 0) {
                // recorders that cannot seek back leave a size that is not true
                var samples = Math.min(size, bytes.limit() - start);
                return Optional.of((double) samples / bytesPerSecond);
            }
            at = start + size + size % 2;
        }
        return Optional.empty();
    }
}
