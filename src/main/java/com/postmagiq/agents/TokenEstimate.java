package com.postmagiq.agents;

import java.nio.charset.StandardCharsets;

/** Token counts where no provider reported any. */
public final class TokenEstimate {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int BYTES_PER_TOKEN = 2;
    private static final double MOSTLY_ASCII = 0.9;

    private TokenEstimate() {}

    /** What a text probably costs: a token for four characters, rounded up. */
    public static long likely(String text) {
        var characters = text.codePointCount(0, text.length());
        return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
    }

    /**
     * An upper bound for money that is set aside before a call: half the UTF-8 bytes of a text of
     * which nine tenths of the characters are ASCII, else all of them, since byte-level
     * vocabularies never need more tokens than bytes.
     */
    public static long worstCase(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        long bytes = text.getBytes(StandardCharsets.UTF_8).length;
        var ascii = text.codePoints().filter(c -> c < 128).count();
        var mostlyAscii = ascii >= MOSTLY_ASCII * text.codePointCount(0, text.length());
        return mostlyAscii ? Math.ceilDiv(bytes, BYTES_PER_TOKEN) : bytes;
    }

    /** Usage of a call whose provider reported none. */
    public static Usage usage(AgentRequest request, String content) {
        var input = likely(request.system());
        for (var message : request.messages()) {
            input += likely(message.text());
        }
        return new Usage(input, likely(content), 0, 0, true);
    }
}
