package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import java.util.ArrayList;
import java.util.List;

/** Numbers, dates, names, quotations and addresses of the post that no source holds. */
final class FactCheck implements Check {

    private static final int QUOTE_WORDS = 3;

    @Override
    public List<Entry> entries() {
        return List.of(
                CheckCatalogue.NUMBER,
                CheckCatalogue.DATE,
                CheckCatalogue.NAME,
                CheckCatalogue.QUOTE,
                CheckCatalogue.URL);
    }

    @Override
    public void inspect(Inspection in) {
        if (in.sources.none()) {
            return;
        }
        var dates = CalendarMentions.in(in.post);
        dates(in, dates);
        numbers(in, dates);
        names(in);
        quotes(in);
        addresses(in);
    }

    private static void dates(Inspection in, List<CalendarMention> dates) {
        for (var date : dates) {
            if (!in.sources.states(date)) {
                fact(
                        in,
                        CheckCatalogue.DATE,
                        date.start(),
                        date.end(),
                        "The sources do not give this date or time: %s.");
            }
        }
    }

    private static void numbers(Inspection in, List<CalendarMention> dates) {
        var next = 0;
        for (var amount : Quantities.in(in.post)) {
            while (next < dates.size() && dates.get(next).end() <= amount.start()) {
                next++;
            }
            var inDate = next < dates.size() && dates.get(next).start() < amount.end();
            if (!inDate && amount.checkable() && !in.sources.states(amount)) {
                fact(
                        in,
                        CheckCatalogue.NUMBER,
                        amount.start(),
                        amount.end(),
                        "The sources do not give this number: %s.");
            }
        }
    }

    private static void names(Inspection in) {
        for (var name : in.names()) {
            if (!NameMatch.known(in.sources, in.post, name)) {
                fact(
                        in,
                        CheckCatalogue.NAME,
                        name.start(),
                        name.end(),
                        "The sources do not hold this name: %s.");
            }
        }
    }

    private static void quotes(Inspection in) {
        var ranges = Quotations.in(in.post.text);
        var parts = new ArrayList<WordSequence>();
        var ownerOf = new ArrayList<Integer>();
        for (var q = 0; q < ranges.size(); q++) {
            var quoted = in.post.text.substring(ranges.get(q).start(), ranges.get(q).end());
            for (var part : quoted.replace("...", "\u2026").split("\u2026", -1)) {
                parts.add(WordSequence.of(part));
                ownerOf.add(q);
            }
        }
        var found = new boolean[parts.size()];
        for (var source : in.sources.sequences) {
            var positions = source.positions(parts);
            for (var p = 0; p < found.length; p++) {
                found[p] |= positions[p] >= 0 || parts.get(p).words.isEmpty();
            }
        }
        for (var p = 0; p < found.length; p++) {
            var isFirstMiss =
                    !found[p]
                            && (p == 0
                                    || found[p - 1]
                                    || !ownerOf.get(p).equals(ownerOf.get(p - 1)));
            if (isFirstMiss) {
                quote(in, ranges.get(ownerOf.get(p)), parts.get(p).words.size());
            }
        }
    }

    private static void quote(Inspection in, TextRange range, int words) {
        if (words >= QUOTE_WORDS) {
            fact(
                    in,
                    CheckCatalogue.QUOTE,
                    range.start(),
                    range.end(),
                    "Nobody says this in the sources: %s.");
        } else {
            in.report(
                    CheckCatalogue.QUOTE,
                    Severity.WARN,
                    range.start(),
                    range.end(),
                    "The sources do not hold the quoted words; without the marks nobody is quoted.");
        }
    }

    private static void addresses(Inspection in) {
        for (var link : Links.find(in.post.text)) {
            if (!in.sources.holdsAddress(in.post.text.substring(link.start(), link.end()))) {
                fact(
                        in,
                        CheckCatalogue.URL,
                        link.start(),
                        link.end(),
                        "The sources do not hold this address: %s.");
            }
        }
    }

    private static void fact(Inspection in, Entry entry, int start, int end, String message) {
        var text = in.post.text.substring(start, end);
        in.report(
                entry,
                entry.severity(),
                start,
                end,
                message.formatted(text),
                "Take it out, or add it to your story if it is true.",
                null,
                null);
    }
}
