package com.postmagiq.apikey;

import com.postmagiq.identity.KeyCheck;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * How a key is written: {@code qx_}, 36 random characters (214 bits), and 6 characters of a CRC-32
 * over all before them, so that a mistyped key is found out without asking the database, and one
 * that leaked is found by a scanner.
 */
final class KeyText {
    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern FORM = Pattern.compile("qx_[0-9A-Za-z]{42}");
    private static final int RANDOM = 36;
    private static final int CHECK = 6;
    private static final int PREFIX = 11;
    private static final int LAST = 4;
    private static final SecureRandom CHANCE = new SecureRandom();

    private KeyText() {}

    /** A new key. */
    static String next() {
        var text = new StringBuilder(KeyCheck.PREFIX);
        CHANCE.ints(RANDOM, 0, ALPHABET.length()).forEach(at -> text.append(ALPHABET.charAt(at)));
        return text + checksum(text.toString());
    }

    /** Whether a text has the form of a key and the right checksum. */
    static boolean isSound(String text) {
        var end = text.length() - CHECK;
        return FORM.matcher(text).matches()
                && checksum(text.substring(0, end)).equals(text.substring(end));
    }

    static String checksum(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        var rest = crc.getValue();
        var written = new char[CHECK];
        for (var i = CHECK - 1; i >= 0; i--) {
            written[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(written);
    }

    /** What lists show of it, so that people know one key from another: how it begins. */
    static String prefix(String key) {
        return key.substring(0, PREFIX);
    }

    /** What lists show of it: how it ends. */
    static String lastFour(String key) {
        return key.substring(key.length() - LAST);
    }
}
