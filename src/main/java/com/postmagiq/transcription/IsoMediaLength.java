package com.postmagiq.transcription;

import java.nio.ByteBuffer;
import java.util.Optional;

/** MP4: the movie header's duration over its time scale. Recordings in fragments leave it at 0. */
final class IsoMediaLength {
    private static final int MOVIE = 0x6d6f6f76; // "moov"
    private static final int MOVIE_HEADER = 0x6d766864; // "mvhd"
    private static final int BOX_HEADER = 8;
    private static final int LARGE_BOX_HEADER = 16;

    private IsoMediaLength() {}

    static Optional<Double> of(ByteBuffer bytes) {
        return find(bytes, MOVIE, 0, bytes.limit())
                .flatMap(movie -> find(bytes, MOVIE_HEADER, movie.start(), movie.end()))
                .flatMap(header -> length(bytes, (int) header.start()));
    }

    private record Box(long start, long end) {}

    private static Optional<Box> find(ByteBuffer bytes, int name, long from, long end) {
        var at = from;
        while (at + BOX_HEADER <= end) {
            var size = Integer.toUnsignedLong(bytes.getInt((int) at));
            var header = BOX_HEADER;
            if (size == 1) {
                size = bytes.getLong((int) at + BOX_HEADER);
                header = LARGE_BOX_HEADER;
            } else if (size == 0) {
                size = end - at; // reaches to the end
            }
            if (size < header) {
                return Optional.empty();
            }
            if (bytes.getInt((int) at + 4) == name) {
                return Optional.of(new Box(at + header, Math.min(at + size, end)));
            }
            at += size;
        }
        return Optional.empty();
    }

    private static Optional<Double> length(ByteBuffer bytes, int at) {
        var large = bytes.get(at) == 1;
        var scale = Integer.toUnsignedLong(bytes.getInt(at + (large ? 20 : 12)));
        var duration =
                large ? bytes.getLong(at + 24) : Integer.toUnsignedLong(bytes.getInt(at + 16));
        return scale == 0 || duration <= 0
                ? Optional.empty()
                : Optional.of((double) duration / scale);
    }
}
