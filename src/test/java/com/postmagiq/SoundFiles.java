package com.postmagiq;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Small sound files, made byte by byte: silence of a known length in each format we take. */
public final class SoundFiles {
    private static final int RATE = 8_000;

    private SoundFiles() {}

    /** 16-bit mono at 8 kHz: 16,000 bytes a second. */
    public static byte[] wav(double seconds) {
        return wavOfBytes(44 + 2 * (int) Math.round(seconds * RATE));
    }

    /** A wav file of exactly so many bytes. */
    public static byte[] wavOfBytes(int size) {
        return little(size)
                .put(ascii("RIFF"))
                .putInt(size - 8)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(RATE * 2)
                .putShort((short) 2)
                .putShort((short) 16)
                .put(ascii("data"))
                .putInt(size - 44)
                .array();
    }

    /** 128 kbit at 44.1 kHz, behind an ID3 tag; each frame plays 26 ms. */
    public static byte[] mp3(int frames) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ascii("ID3"));
        out.writeBytes(new byte[] {3, 0, 0, 0, 0, 0, 20});
        out.writeBytes(new byte[20]);
        for (var i = 0; i < frames; i++) {
            var frame = new byte[417];
            frame[0] = (byte) 0xff;
            frame[1] = (byte) 0xfb;
            frame[2] = (byte) 0x90;
            out.writeBytes(frame);
        }
        return out.toByteArray();
    }

    /** A movie header with 1,000 units a second. */
    public static byte[] m4a(int millis) {
        var movie = ByteBuffer.allocate(8 + 108).putInt(116).put(ascii("moov"));
        movie.putInt(108).put(ascii("mvhd")).putInt(0).putInt(0).putInt(0);
        movie.putInt(1000).putInt(millis);
        var out = new ByteArrayOutputStream();
        out.writeBytes(
                ByteBuffer.allocate(24)
                        .putInt(24)
                        .put(ascii("ftypM4A "))
                        .putInt(0)
                        .put(ascii("M4A isom"))
                        .array());
        out.writeBytes(ByteBuffer.allocate(16).putInt(16).put(ascii("free")).array());
        out.writeBytes(movie.array());
        return out.toByteArray();
    }

    /** Opus in two pages; positions count 48,000 a second. */
    public static byte[] ogg(double seconds) {
        var out = new ByteArrayOutputStream();
        page(
                out,
                0,
                little(19)
                        .put(ascii("OpusHead"))
                        .put((byte) 1)
                        .put((byte) 1)
                        .putShort((short) 312)
                        .putInt(48_000)
                        .array());
        page(out, (long) (seconds * 48_000) + 312, new byte[40]);
        return out.toByteArray();
    }

    private static void page(ByteArrayOutputStream out, long position, byte[] packet) {
        out.writeBytes(
                little(28)
                        .put(ascii("OggS"))
                        .put((byte) 0)
                        .put((byte) 0)
                        .putLong(position)
                        .putInt(1)
                        .putInt(0)
                        .putInt(0)
                        .put((byte) 1)
                        .put((byte) packet.length)
                        .array());
        out.writeBytes(packet);
    }

    /** As a browser records: no duration, clusters of unknown size, a block every second. */
    public static byte[] webm(int seconds) {
        var out = new ByteArrayOutputStream();
        element(out, hex("1a45dfa3"), element(hex("4282"), ascii("webm")));
        out.writeBytes(hex("18538067"));
        out.writeBytes(hex("01ffffffffffffff"));
        element(out, hex("1549a966"), element(hex("2ad7b1"), new byte[] {0x0f, 0x42, 0x40}));
        for (var second = 0; second <= seconds; second++) {
            out.writeBytes(hex("1f43b675"));
            out.writeBytes(hex("01ffffffffffffff"));
            element(out, hex("e7"), ByteBuffer.allocate(4).putInt(second * 1000).array());
            element(out, hex("a3"), new byte[] {(byte) 0x81, 0, 0, (byte) 0x80, 1, 2, 3});
        }
        return out.toByteArray();
    }

    private static byte[] element(byte[] id, byte[] content) {
        var out = new ByteArrayOutputStream();
        element(out, id, content);
        return out.toByteArray();
    }

    private static void element(ByteArrayOutputStream out, byte[] id, byte[] content) {
        out.writeBytes(id);
        out.write(0x80 | content.length);
        out.writeBytes(content);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
