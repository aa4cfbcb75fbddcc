package com.postmagiq.transcription;

import java.nio.ByteBuffer;
import java.util.Optional;

/** MPEG audio: every frame's header says how long it is and how long it plays; they are summed. */
final class Mp3Length {
    private static final int[] RATES = {44_100, 48_000, 32_000};

    /** Kilobits a second by index: layers I, II and III of MPEG 1, then I and the others of 2. */
    private static final int[][] KILOBITS = {
        {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
    };

    private static final int ID3_HEADER = 10;
    private static final int FRAME_HEADER = 4;

    private Mp3Length() {}

    /** A frame: bytes it takes, seconds it plays. */
    private record Frame(int bytes, double seconds) {}

    static Optional<Double> of(ByteBuffer bytes) {
        var at = afterTag(bytes);
        var total = 0.0;
        while (at + FRAME_HEADER <= bytes.limit()) {
            var frame = frame(bytes.getInt(at));
            if (frame.isEmpty()) {
                if (total > 0) {
                    break; // a tag at the end
                }
                at++; // padding before the first frame
                continue;
            }
            total += frame.get().seconds();
            at += frame.get().bytes();
        }
        return total > 0 ? Optional.of(total) : Optional.empty();
    }

    private static int afterTag(ByteBuffer bytes) {
        var tagged = bytes.get(0) == 'I' && bytes.get(1) == 'D' && bytes.get(2) == '3';
        if (!tagged) {
            return 0;
        }
        var size = 0;
        for (var i = 6; i < ID3_HEADER; i++) {
            size = size << 7 | (bytes.get(i) & 0x7f);
        }
        return ID3_HEADER + size;
    }

    private static Optional<Frame> frame(int header) {
        var version = header >> 19 & 3; // 3: MPEG 1, 2: MPEG 2, 0: MPEG 2.5
        var layer = 4 - (header >> 17 & 3);
        var bitrate = header >> 12 & 15;
        var rate = header >> 10 & 3;
        if (header >>> 21 != 0x7ff
                || version == 1
                || layer == 4
                || bitrate == 0
                || bitrate == 15
                || rate == 3) {
            return Optional.empty();
        }
        var first = version == 3;
        var row = first ? layer - 1 : layer == 1 ? 3 : 4;
        var bits = KILOBITS[row][bitrate] * 1000;
        var samplesPerSecond = RATES[rate] / (first ? 1 : version == 2 ? 2 : 4);
        var samples = layer == 1 ? 384 : layer == 3 && !first ? 576 : 1152;
        var padding = header >> 9 & 1;
        var size =
                layer == 1
                        ? (12 * bits / samplesPerSecond + padding) * 4
                        : samples / 8 * bits / samplesPerSecond + padding;
        return size < FRAME_HEADER
                ? Optional.empty()
                : Optional.of(new Frame(size, (double) samples / samplesPerSecond));
    }
}
