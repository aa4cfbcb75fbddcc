package com.postmagiq.voice.measure;

import com.postmagiq.voice.measure.Habits.Counts;
import com.postmagiq.voice.measure.Habits.Token;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One text or piece of a text with everything that is compared. */
record Measured(
        ReadText read,
        Map<String, Double> values,
        Optional<String> opening,
        Optional<String> closing,
        List<List<Token>> habits,
        Counts counts) {

    static Measured of(String text, Vocabulary vocabulary) {
        var read = ReadText.of(text, vocabulary);
        var habits = Habits.in(read, vocabulary);
        return new Measured(
                read,
                TextFeatures.of(read, vocabulary),
                Ends.opening(read, vocabulary),
                Ends.closing(read, vocabulary),
                habits,
                Habits.count(read, habits));
    }

    int words() {
        return read.words.size();
    }
}
