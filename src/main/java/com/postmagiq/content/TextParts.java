package com.postmagiq.content;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text in parts that fit where it is posted, broken behind sentences; sentences that are too long
 * are broken between words, and words between characters. The parts joined are the text.
 */
final class TextParts {
    private final PlatformKind kind;
    private final int limit;

    private TextParts(PlatformKind kind, int limit) {
        this.kind = kind;
        this.limit = limit;
    }

    /**
     * @param room characters of each part that something else needs
     */
    static List<String> of(PlatformKind kind, String text, int room) {
        if (!kind.inParts()) {
            return List.of(text);
        }
        return new TextParts(kind, kind.limit() - room).split(text);
    }

    private List<String> split(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (var piece : pieces(text)) {
            if (!part.isEmpty() && !fits(part + piece)) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(piece);
        }
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }

    /** Sentences with the blanks behind them, or smaller ones where they do not fit. */
    private List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        for (var sentence : cut(text, BreakIterator.getSentenceInstance(Locale.ROOT))) {
            if (fits(sentence)) {
                pieces.add(sentence);
                continue;
            }
            for (var word : cut(sentence, BreakIterator.getLineInstance(Locale.ROOT))) {
                if (fits(word)) {
                    pieces.add(word);
                } else {
                    pieces.addAll(cut(word, BreakIterator.getCharacterInstance(Locale.ROOT)));
                }
            }
        }
        return pieces;
    }

    private boolean fits(String text) {
        return PlatformLength.of(kind.code(), text.strip()) <= limit;
    }

    private static List<String> cut(String text, BreakIterator breaks) {
        var pieces = new ArrayList<String>();
        breaks.setText(text);
        var start = breaks.first();
        for (var end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }
}
