package com.postmagiq.agents.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes a complete language model of half a megabyte: llama's architecture, two layers, weights
 * from a fixed seed. What it says is a heap of the words below; one dimension of its state is
 * constant, and by it each token gets a weight of its own, so that words are likely, punctuation
 * rare and single bytes the last resort.
 */
public final class TinyGguf {
    /** What the file says of itself: all weights are plain 32-bit numbers. */
    public static final String QUANTISATION = "F32";

    private static final int EMBEDDING = 32;
    private static final int HEADS = 4;
    private static final int LAYERS = 2;
    private static final int FEED_FORWARD = 64;
    private static final int CONTEXT = 65_536;
    private static final int ALIGNMENT = 32;
    private static final double SPREAD = 0.05;

    private static final int UINT32 = 4;
    private static final int FLOAT32 = 6;
    private static final int STRING = 8;
    private static final int ARRAY = 9;
    private static final int INT32 = 5;

    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int BYTE = 6;

    private static final String WORDS =
            "the a we I it was and but so then pump report team morning server mail list friend code"
                    + " test night door town boat letter lamp kitchen meeting number street window lost"
                    + " found broke asked saw heard wrote waited learned fixed stopped called carried cold"
                    + " loud small late quiet first last never again only because until after before";

    private static final String SIGNS = "\u2581,:{}[]-_'0123456789abcdefghijklmnopqrstuvwxyz";

    private record Token(String text, int type, double weight) {}

    /** Values in the order of the file: the first length of the shape runs fastest. */
    private record Tensor(String name, List<Integer> shape, FloatBuffer values) {}

    private final List<Token> tokens = tokens();
    private final List<Tensor> tensors = new ArrayList<>();
    private final SplittableRandom random;

    private TinyGguf(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The same seed gives the same bytes. */
    public static Path write(Path file, long seed) throws IOException {
        return Files.write(file, new TinyGguf(seed).bytes());
    }

    private static List<Token> tokens() {
        var all = new ArrayList<Token>();
        all.add(new Token("<unk>", UNKNOWN, -60));
        all.add(new Token("<s>", CONTROL, -60));
        all.add(new Token("</s>", CONTROL, -1.5));
        for (var value = 0; value < 256; value++) {
            all.add(new Token("<0x%02X>".formatted(value), BYTE, -40));
        }
        Arrays.stream(WORDS.split(" "))
                .forEach(word -> all.add(new Token("\u2581" + word, NORMAL, 2)));
        all.add(new Token(".", NORMAL, 2.5));
        all.add(new Token("\"", NORMAL, 3));
        SIGNS.chars().forEach(sign -> all.add(new Token(Character.toString(sign), NORMAL, -20)));
        return all;
    }

    private byte[] bytes() throws IOException {
        fill();
        var out = new Out();
        out.raw("GGUF".getBytes(StandardCharsets.US_ASCII));
        out.int32(3);
        out.int64(tensors.size());
        var fields = new Out();
        var count = fields(fields);
        out.int64(count);
        out.raw(fields.toByteArray());
        var offset = 0L;
        for (var tensor : tensors) {
            out.text(tensor.name());
            out.int32(tensor.shape().size());
            for (var length : tensor.shape()) {
                out.int64(length);
            }
            out.int32(0);
            out.int64(offset);
            offset += padded(tensor.values().capacity() * 4L);
        }
        out.pad();
        for (var tensor : tensors) {
            for (var i = 0; i < tensor.values().capacity(); i++) {
                out.float32(tensor.values().get(i));
            }
            out.pad();
        }
        return out.toByteArray();
    }

    private static long padded(long length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private int fields(Out out) throws IOException {
        out.field("general.architecture", "llama");
        out.field("general.name", "tiny");
        out.field("general.file_type", 0);
        out.field("llama.block_count", LAYERS);
        out.field("llama.context_length", CONTEXT);
        out.field("llama.embedding_length", EMBEDDING);
        out.field("llama.feed_forward_length", FEED_FORWARD);
        out.field("llama.attention.head_count", HEADS);
        out.field("llama.attention.head_count_kv", HEADS);
        out.field("llama.rope.dimension_count", EMBEDDING / HEADS);
        out.field("llama.vocab_size", tokens.size());
        out.text("llama.attention.layer_norm_rms_epsilon");
        out.int32(FLOAT32);
        out.float32(1e-5f);
        out.field("tokenizer.ggml.model", "llama");
        out.field("tokenizer.ggml.bos_token_id", 1);
        out.field("tokenizer.ggml.eos_token_id", 2);
        out.field("tokenizer.ggml.unknown_token_id", 0);
        out.array("tokenizer.ggml.tokens", STRING, tokens.size());
        for (var token : tokens) {
            out.text(token.text());
        }
        out.array("tokenizer.ggml.scores", FLOAT32, tokens.size());
        for (var token : tokens) {
            out.float32(token.type() == NORMAL ? token.text().length() : -1000f);
        }
        out.array("tokenizer.ggml.token_type", INT32, tokens.size());
        for (var token : tokens) {
            out.int32(token.type());
        }
        return 19;
    }

    private void fill() {
        var vocabulary = tokens.size();
        var embeddings = matrix(EMBEDDING, vocabulary);
        var output = matrix(EMBEDDING, vocabulary);
        for (var token = 0; token < vocabulary; token++) {
            embeddings[token * EMBEDDING] = 4; // survives all layers as the state's constant
            output[token * EMBEDDING] = (float) (tokens.get(token).weight() / constant());
        }
        add("token_embd.weight", embeddings, EMBEDDING, vocabulary);
        add("output_norm.weight", ones(), EMBEDDING);
        add("output.weight", output, EMBEDDING, vocabulary);
        for (var layer = 0; layer < LAYERS; layer++) {
            var block = "blk." + layer + ".";
            add(block + "attn_norm.weight", ones(), EMBEDDING);
            add(block + "ffn_norm.weight", ones(), EMBEDDING);
            for (var part : List.of("q", "k", "v", "output")) {
                add(
                        block + "attn_" + part + ".weight",
                        matrix(EMBEDDING, EMBEDDING),
                        EMBEDDING,
                        EMBEDDING);
            }
            var wide = matrix(EMBEDDING, FEED_FORWARD);
            add(block + "ffn_gate.weight", wide, EMBEDDING, FEED_FORWARD);
            add(block + "ffn_up.weight", matrix(EMBEDDING, FEED_FORWARD), EMBEDDING, FEED_FORWARD);
            add(
                    block + "ffn_down.weight",
                    matrix(FEED_FORWARD, EMBEDDING),
                    FEED_FORWARD,
                    EMBEDDING);
        }
    }

    /** What the norm makes of the constant when everything else is small. */
    private static double constant() {
        return Math.sqrt(EMBEDDING);
    }

    private void add(String name, float[] values, Integer... shape) {
        tensors.add(new Tensor(name, List.of(shape), FloatBuffer.wrap(values)));
    }

    private float[] matrix(int columns, int rows) {
        var values = new float[columns * rows];
        for (var i = 0; i < values.length; i++) {
            values[i] = (float) ((random.nextDouble() - 0.5) * SPREAD * 2);
        }
        return values;
    }

    private static float[] ones() {
        var values = new float[EMBEDDING];
        Arrays.fill(values, 1);
        return values;
    }

    /** Little-endian, as the format wants it. */
    private static final class Out extends ByteArrayOutputStream {
        void raw(byte[] bytes) throws IOException {
            write(bytes);
        }

        void int32(int value) throws IOException {
            write(buffer(4).putInt(value).array());
        }

        void int64(long value) throws IOException {
            write(buffer(8).putLong(value).array());
        }

        void float32(float value) throws IOException {
            write(buffer(4).putFloat(value).array());
        }

        void text(String text) throws IOException {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            int64(bytes.length);
            write(bytes);
        }

        void field(String key, String value) throws IOException {
            text(key);
            int32(STRING);
            text(value);
        }

        void field(String key, int value) throws IOException {
            text(key);
            int32(UINT32);
            int32(value);
        }

        void array(String key, int type, int length) throws IOException {
            text(key);
            int32(ARRAY);
            int32(type);
            int64(length);
        }

        void pad() {
            while (size() % ALIGNMENT != 0) {
                write(0);
            }
        }

        private static ByteBuffer buffer(int length) {
            return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
