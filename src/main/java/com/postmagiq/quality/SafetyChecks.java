package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Spam, and orders to a model in the post or its sources. */
final class SafetyChecks implements Check {

    private static final int SHORTEST_REPEAT = 10;
    private static final int LONGEST_REPEAT = 60;
    private static final int REPEATS = 4;
    private static final int LONGEST_SHOUT = 50;
    private static final int TOO_MANY_LINKS = 5;
    private static final int MOST_REPORTED = 20;
    private static final Phrases ORDERS = Phrases.named("injection-phrases");
    private static final List<String> DELIMITERS =
            List.of(
                    "<|im_start|>",
                    "<|im_end|>",
                    "<|system|>",
                    "<|user|>",
                    "[INST]",
                    "[/INST]",
                    "<<SYS>>",
                    "</story>",
                    "</data>",
                    "</source>",
                    "### System",
                    "### Instruction",
                    "\nSystem:",
                    "\nAssistant:");
    private static final Set<String> ROLES = Set.of("system:", "assistant:");

    @Override
    public List<Entry> entries() {
        return List.of(CheckCatalogue.SPAM, CheckCatalogue.INJECTION);
    }

    @Override
    public void inspect(Inspection in) {
        repeats(in);
        shouting(in);
        links(in);
        ordersInPost(in);
        ordersInSources(in);
    }

    /** A text repeated with period p has each character equal to the one p places before. */
    private static void repeats(Inspection in) {
        var text = in.post.text;
        for (var period = SHORTEST_REPEAT; period <= LONGEST_REPEAT; period++) {
            var run = 0;
            for (var at = period; at < text.length(); at++) {
                run = text.charAt(at) == text.charAt(at - period) ? run + 1 : 0;
                if (run >= period * (REPEATS - 1)) {
                    var start = at - period * REPEATS + 1;
                    in.report(
                            CheckCatalogue.SPAM,
                            start,
                            at + 1,
                            "The same characters again and again.");
                    return;
                }
            }
        }
    }

    private static void shouting(Inspection in) {
        var text = in.post.text;
        var start = -1;
        var capitals = 0;
        for (var at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            if (Character.isUpperCase(c)) {
                start = capitals == 0 ? at : start;
                capitals++;
                if (capitals == LONGEST_SHOUT) {
                    in.report(CheckCatalogue.SPAM, start, at + 1, "A long run of capitals.");
                }
            } else if (Character.isLetter(c)) {
                capitals = 0;
            }
        }
    }

    private static void links(Inspection in) {
        var links = Links.find(in.post.text);
        if (links.size() >= TOO_MANY_LINKS) {
            var last = links.get(TOO_MANY_LINKS - 1);
            in.report(
                    CheckCatalogue.SPAM,
                    last.start(),
                    last.end(),
                    String.format(Locale.ROOT, "%d links.", links.size()));
        }
    }

    private static void ordersInPost(Inspection in) {
        for (var range : orders(in.post)) {
            in.report(
                    CheckCatalogue.INJECTION,
                    range.start(),
                    range.end(),
                    "This reads like an order to a model; it is not followed.");
        }
    }

    private static void ordersInSources(Inspection in) {
        for (var source : in.sources.passages) {
            for (var range : orders(source)) {
                var words = source.text.substring(range.start(), range.end()).strip();
                in.report(
                        CheckCatalogue.INJECTION,
                        CheckCatalogue.INJECTION.severity(),
                        0,
                        0,
                        "The story holds what reads like an order to a model; it is not followed: %s"
                                .formatted(words),
                        null,
                        words,
                        null);
            }
        }
    }

    private static List<TextRange> orders(Passage passage) {
        var found = new ArrayList<TextRange>();
        for (var hit : ORDERS.in(passage)) {
            found.add(new TextRange(hit.start(), hit.end()));
        }
        for (var delimiter : DELIMITERS) {
            for (var at = passage.text.indexOf(delimiter);
                    at >= 0 && found.size() < MOST_REPORTED; ) {
                found.add(new TextRange(at, at + delimiter.length()));
                at = passage.text.indexOf(delimiter, at + delimiter.length());
            }
        }
        for (var role : ROLES) {
            if (passage.text.regionMatches(true, 0, role, 0, role.length())) {
                found.add(new TextRange(0, role.length()));
            }
        }
        return found.subList(0, Math.min(MOST_REPORTED, found.size()));
    }
}
