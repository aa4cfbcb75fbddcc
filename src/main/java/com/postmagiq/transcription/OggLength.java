package com.postmagiq.transcription;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Ogg: the position in samples that the last page ends at, over the rate of the first. */
final class OggLength {
    private static final int PAGE = 0x5367674f; // "OggS"
    private static final long OPUS = 0x646165487375704fL; // "OpusHead"
    private static final int VORBIS = 0x726f7601; // 1, "vor"
    private static final int OPUS_RATE = 48_000;
    private static final int PAGE_HEADER = 27;

    private OggLength() {}

    static Optional<Double> of(ByteBuffer file) {
        var bytes = file.order(ByteOrder.LITTLE_ENDIAN);
        var packet = PAGE_HEADER + Byte.toUnsignedInt(bytes.get(PAGE_HEADER - 1));
        var opus = bytes.getLong(packet) == OPUS;
        var vorbis = bytes.getInt(packet) == VORBIS;
        if (!opus && !vorbis) {
            return Optional.empty();
        }
        var rate = opus ? OPUS_RATE : bytes.getInt(packet + 12);
        var skipped = opus ? Short.toUnsignedInt(bytes.getShort(packet + 10)) : 0;
        for (var at = bytes.limit() - PAGE_HEADER; at >= 0; at--) {
            if (bytes.getInt(at) == PAGE) {
                var position = bytes.getLong(at + 6);
                if (position >= 0) { // -1: no packet ends on this page
                    return rate <= 0
                            ? Optional.empty()
                            : Optional.of((double) Math.max(0, position - skipped) / rate);
                }
            }
        }
        return Optional.empty();
    }
}
