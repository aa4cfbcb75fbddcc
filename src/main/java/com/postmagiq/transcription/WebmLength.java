package com.postmagiq.transcription;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Matroska: the duration it states, or, as browsers record without one, the time of its last block.
 */
final class WebmLength {
    private static final int SEGMENT = 0x18538067;
    private static final int INFO = 0x1549a966;
    private static final int SCALE = 0x2ad7b1;
    private static final int DURATION = 0x4489;
    private static final int CLUSTER = 0x1f43b675;
    private static final int CLUSTER_TIME = 0xe7;
    private static final int BLOCK_GROUP = 0xa0;
    private static final int BLOCK = 0xa1;
    private static final int SIMPLE_BLOCK = 0xa3;
    private static final long DEFAULT_SCALE = 1_000_000;
    private static final double NANOS = 1e9;

    private final ByteBuffer bytes;
    private int at;
    private long scale = DEFAULT_SCALE;
    private double stated;
    private long clusterTime;
    private long last;
    private boolean blocks;

    private WebmLength(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static Optional<Double> of(ByteBuffer bytes) {
        return new WebmLength(bytes).walk();
    }

    private Optional<Double> walk() {
        while (at < bytes.limit()) {
            var id = (int) number(false);
            var size = number(true);
            if (id == SEGMENT || id == INFO || id == CLUSTER || id == BLOCK_GROUP) {
                continue; // what is inside follows; a live recording's size is unknown anyway
            }
            if (size < 0 || size > bytes.limit() - at) {
                break; // cut off
            }
            look(id, (int) size);
            at += (int) size;
        }
        if (stated > 0) {
            return Optional.of(stated * scale / NANOS);
        }
        return Optional.of(blocks ? last * scale / NANOS : 0.0);
    }

    private void look(int id, int size) {
        switch (id) {
            case SCALE -> scale = unsigned(size);
            case DURATION -> stated = size == 4 ? bytes.getFloat(at) : bytes.getDouble(at);
            case CLUSTER_TIME -> clusterTime = unsigned(size);
            case SIMPLE_BLOCK, BLOCK -> {
                blocks = true;
                var track = Integer.numberOfLeadingZeros(Byte.toUnsignedInt(bytes.get(at))) - 23;
                last = Math.max(last, clusterTime + bytes.getShort(at + track));
            }
            default -> {} // names, tags, cues: they say nothing about time
        }
    }

    private long unsigned(int size) {
        var value = 0L;
        for (var i = 0; i < size; i++) {
            value = (value << 8) | Byte.toUnsignedLong(bytes.get(at + i));
        }
        return value;
    }

    /**
     * The number at the present place, and moves behind it.
     *
     * @param plain without the mark of its length; -1 when all bits are set: unknown
     */
    private long number(boolean plain) {
        var first = Byte.toUnsignedInt(bytes.get(at));
        var length = Integer.numberOfLeadingZeros(first) - 23;
        if (length > 8) {
            throw new IllegalArgumentException("No element");
        }
        var value = unsigned(length);
        at += length;
        if (!plain) {
            return value;
        }
        var mask = (1L << (7 * length)) - 1;
        return (value & mask) == mask ? -1 : value & mask;
    }
}
