package com.postmagiq.content.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file of text and how it is encoded: as its byte order mark says, else UTF-8 if all of it is,
 * else Windows-1252.
 *
 * @param mark bytes of the byte order mark
 */
record TextFile(Path path, Charset charset, int mark, boolean guessed) {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int BLOCK = 1 << 13;

    static TextFile of(Path path) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(path)) {
            head = in.readNBytes(3);
        }
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return new TextFile(path, StandardCharsets.UTF_8, 3, false);
        }
        if (starts(head, 0xFF, 0xFE)) {
            return new TextFile(path, StandardCharsets.UTF_16LE, 2, false);
        }
        if (starts(head, 0xFE, 0xFF)) {
            return new TextFile(path, StandardCharsets.UTF_16BE, 2, false);
        }
        var utf8 = isUtf8(path);
        return new TextFile(path, utf8 ? StandardCharsets.UTF_8 : WINDOWS, 0, !utf8);
    }

    private static boolean starts(byte[] head, int... mark) {
        if (head.length < mark.length) {
            return false;
        }
        for (var i = 0; i < mark.length; i++) {
            if ((head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(Path path) throws IOException {
        // Unlike a reader of a charset's name, one of a decoder refuses what is malformed.
        try (var reader =
                new InputStreamReader(
                        Files.newInputStream(path), StandardCharsets.UTF_8.newDecoder())) {
            var block = new char[BLOCK];
            while (reader.read(block) >= 0) {
                // looked at by the decoder
            }
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    BufferedReader open() throws IOException {
        var in = Files.newInputStream(path);
        in.skipNBytes(mark);
        return new BufferedReader(new InputStreamReader(in, charset));
    }

    /** All of a short file. */
    String whole() throws IOException {
        try (var reader = open()) {
            return reader.readAllAsString();
        }
    }

    String encoding() {
        return charset.name().toLowerCase(Locale.ROOT);
    }
}
