package com.postmagiq.agents.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Sentences grouped into paragraphs. */
record Layout(List<List<String>> paragraphs) {
    private static final int SENTENCES = 3;
    private static final int WORDS = 55;
    private static final int IMPACT = 8;

    Layout {
        paragraphs = paragraphs.stream().map(List::copyOf).toList();
    }

    /**
     * One to three sentences each: the opening alone, a very short sentence alone, and a new
     * paragraph where the story had one, unless a sentence leans on the one before.
     */
    static Layout of(List<Unit> units) {
        var paragraphs = new ArrayList<List<String>>();
        var current = new ArrayList<String>();
        var words = 0;
        for (var i = 0; i < units.size(); i++) {
            var unit = units.get(i);
            var before = i == 0 ? unit : units.get(i - 1);
            if (!current.isEmpty() && breaks(unit, before, i, current.size(), words)) {
                paragraphs.add(List.copyOf(current));
                current.clear();
                words = 0;
            }
            current.add(unit.text());
            words += unit.words();
        }
        if (!current.isEmpty()) {
            paragraphs.add(current);
        }
        return new Layout(paragraphs);
    }

    private static boolean breaks(Unit unit, Unit before, int at, int sentences, int words) {
        if (sentences >= SENTENCES || at == 1 || (before.words() <= IMPACT && !unit.leans())) {
            return true;
        }
        if (unit.leans() && words + unit.words() <= WORDS + 20) {
            return false;
        }
        return unit.paragraph() != before.paragraph()
                || unit.index() < before.index()
                || unit.words() <= IMPACT
                || words + unit.words() > WORDS;
    }

    String text() {
        return paragraphs.stream()
                .map(sentences -> String.join(" ", sentences))
                .collect(Collectors.joining("\n\n"));
    }
}
