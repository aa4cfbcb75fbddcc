package com.postmagiq.agents.local;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model file says about itself, read from its head; the weights are not looked at.
 *
 * @param size in bytes
 * @param quantisation how the weights are stored, such as Q4_K_M
 * @param cacheBytesPerToken what one token of context takes in memory beside the weights
 */
record GgufFile(long size, String quantisation, long cacheBytesPerToken) {
    private static final int OLDEST = 2;
    private static final int NEWEST = 3;
    private static final int LONGEST_KEY = 64 << 10;
    private static final int LONGEST_TEXT = 16 << 20;
    private static final int MOST_FIELDS = 100_000;
    private static final int BYTES_OF_KEY_AND_VALUE = 2 * Short.BYTES;

    private static final int STRING = 8;
    private static final int ARRAY = 9;

    /** By the number in the file; empty where formats were given up. */
    private static final List<String> QUANTISATIONS =
            List.of(
                    "F32", "F16", "Q4_0", "Q4_1", "", "", "", "Q8_0", "Q5_0", "Q5_1", "Q2_K",
                    "Q3_K_S", "Q3_K_M", "Q3_K_L", "Q4_K_S", "Q4_K_M", "Q5_K_S", "Q5_K_M", "Q6_K",
                    "IQ2_XXS", "IQ2_XS", "Q2_K_S", "IQ3_XS", "IQ3_XXS", "IQ1_S", "IQ4_NL", "IQ3_S",
                    "IQ3_M", "IQ2_S", "IQ2_M", "IQ4_XS", "IQ1_M", "BF16");

    /** A file that is no model of a version this program reads. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * @throws Unreadable with what was wrong, to be read after the file's name
     */
    static GgufFile read(Path file) throws IOException, Unreadable {
        try (var in =
                new DataInputStream(
                        new BufferedInputStream(Files.newInputStream(file), 256 << 10))) {
            var fields = new Head(in).fields();
            return new GgufFile(Files.size(file), quantisation(fields), cache(fields));
        } catch (EOFException _) {
            throw new Unreadable("ends in the middle of its head");
        }
    }

    private static String quantisation(Map<String, Object> fields) {
        if (!fields.containsKey("general.file_type")) {
            return "unknown";
        }
        var type = number(fields.get("general.file_type"));
        var name = type < QUANTISATIONS.size() ? QUANTISATIONS.get((int) type) : "";
        return name.isEmpty() ? "type" + type : name;
    }

    /** Keys and values of all layers in 16-bit numbers, as the library keeps them. */
    private static long cache(Map<String, Object> fields) {
        var family = String.valueOf(fields.get("general.architecture"));
        var layers = number(fields.get(family + ".block_count"));
        var width = number(fields.get(family + ".embedding_length"));
        var heads = number(fields.get(family + ".attention.head_count"));
        var shared = number(fields.getOrDefault(family + ".attention.head_count_kv", heads));
        return heads == 0 ? 0 : layers * width * shared / heads * BYTES_OF_KEY_AND_VALUE;
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    /** Little-endian, unlike the stream it reads from. */
    private record Head(DataInputStream in) {
        Map<String, Object> fields() throws IOException, Unreadable {
            var magic = new byte[4];
            in.readFully(magic);
            if (!new String(magic, StandardCharsets.ISO_8859_1).equals("GGUF")) {
                throw new Unreadable("is no GGUF file");
            }
            var version = int32();
            if (version < OLDEST || version > NEWEST) {
                throw new Unreadable(
                        "is of GGUF version %d, and versions %d and %d are read"
                                .formatted(version, OLDEST, NEWEST));
            }
            int64(); // number of tensors
            var count = int64();
            if (count < 0 || count > MOST_FIELDS) {
                throw new Unreadable("has a broken head");
            }
            var fields = new HashMap<String, Object>();
            for (var i = 0; i < count; i++) {
                var key = text(LONGEST_KEY);
                value(int32()).ifPresent(value -> fields.put(key, value));
            }
            return fields;
        }

        /** A text or a whole number; others are passed over. */
        private Optional<Object> value(int type) throws IOException, Unreadable {
            if (type == STRING) {
                return Optional.of(text(LONGEST_TEXT));
            }
            if (type == ARRAY) {
                var items = int32();
                var length = int64();
                if (items == STRING) {
                    for (var i = 0L; i < length; i++) {
                        in.skipNBytes(length(LONGEST_TEXT));
                    }
                } else {
                    in.skipNBytes(Math.multiplyExact(length, width(items)));
                }
                return Optional.empty();
            }
            return switch (type) {
                case 4, 5 -> Optional.of(Integer.toUnsignedLong(int32()));
                case 10, 11 -> Optional.of(int64());
                default -> {
                    in.skipNBytes(width(type));
                    yield Optional.empty();
                }
            };
        }

        private static int width(int type) throws Unreadable {
            return switch (type) {
                case 0, 1, 7 -> 1;
                case 2, 3 -> 2;
                case 4, 5, 6 -> 4;
                case 10, 11, 12 -> 8;
                default -> throw new Unreadable("has a broken head");
            };
        }

        private String text(int longest) throws IOException, Unreadable {
            return new String(in.readNBytes(length(longest)), StandardCharsets.UTF_8);
        }

        private int length(int longest) throws IOException, Unreadable {
            var length = int64();
            if (length < 0 || length > longest) {
                throw new Unreadable("has a broken head");
            }
            return (int) length;
        }

        private int int32() throws IOException {
            return Integer.reverseBytes(in.readInt());
        }

        private long int64() throws IOException {
            return Long.reverseBytes(in.readLong());
        }
    }
}
