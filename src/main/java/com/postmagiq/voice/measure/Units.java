package com.postmagiq.voice.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts texts into units of comparable length: texts of 60 to 500 words as they are, longer ones at
 * the borders of paragraphs into pieces of about 300 words. A paragraph that is too long itself is
 * cut between sentences.
 */
final class Units {
    static final int SHORTEST = 60;
    private static final int LONGEST = 500;
    private static final int PIECE = 300;

    private Units() {}

    /** The units of a text, in its order; none for a text under 60 words. */
    static List<String> of(String text, Vocabulary vocabulary) {
        var read = ReadText.of(text, vocabulary);
        if (read.words.size() < SHORTEST) {
            return List.of();
        }
        if (read.words.size() <= LONGEST) {
            return List.of(text);
        }
        var units = new ArrayList<String>();
        var start = 0;
        var words = 0;
        for (var paragraph : read.paragraphs) {
            if (paragraph.words() > LONGEST) {
                for (var sentence : paragraph.sentences()) {
                    words += sentence.words().size();
                    if (words >= PIECE) {
                        units.add(text.substring(start, sentence.end()));
                        start = sentence.end();
                        words = 0;
                    }
                }
                continue;
            }
            words += paragraph.words();
            if (words >= PIECE) {
                units.add(text.substring(start, paragraph.end()));
                start = paragraph.end();
                words = 0;
            }
        }
        if (words >= SHORTEST) {
            units.add(text.substring(start));
        }
        return List.copyOf(units);
    }
}
