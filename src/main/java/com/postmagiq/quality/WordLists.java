package com.postmagiq.quality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The lists that the checks read, one file each under {@code quality/} on the class path. A line
 * that starts with # is a remark.
 */
final class WordLists {

    private WordLists() {}

    /** The lines of a list, in order. */
    static List<String> lines(String name) {
        var path = "/quality/" + name + ".txt";
        try (var in = WordLists.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The list " + path + " is missing from the jar.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The list " + path + " cannot be read.", e);
        }
    }

    /** All words of a list, however they are spread over lines. */
    static Set<String> words(String name) {
        var words = new HashSet<String>();
        for (var line : lines(name)) {
            words.addAll(List.of(line.split("\\s+", -1)));
        }
        return Set.copyOf(words);
    }

    /** Groups of equal words, one group a line; each word leads to the first of its group. */
    static Map<String, String> groups(String name) {
        var groups = new HashMap<String, String>();
        for (var line : lines(name)) {
            var members = line.split("\\s+", -1);
            for (var member : members) {
                groups.putIfAbsent(member.replace('_', ' '), members[0].replace('_', ' '));
            }
        }
        return Map.copyOf(groups);
    }

    /** Lines of the form {@code key: word word}; a key may stand on several lines. */
    static Map<String, List<String>> table(String name) {
        var table = new HashMap<String, List<String>>();
        for (var line : lines(name)) {
            var colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalStateException(
                        "A line of the list %s has no colon: %s".formatted(name, line));
            }
            table.computeIfAbsent(line.substring(0, colon).strip(), _ -> new ArrayList<>())
                    .addAll(List.of(line.substring(colon + 1).strip().split("\\s+", -1)));
        }
        return Map.copyOf(table);
    }
}
