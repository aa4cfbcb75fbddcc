package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Hashtags, loud words, emoji and links in moderation. */
final class HashtagCheck implements Check {

    private static final int MOST_LOUD_WORDS = 3;
    private static final int MOST_EMOJI = 3;
    private static final int MOST_LINKS = 2;
    private static final int SHORTEST_LOUD_WORD = 4;

    @Override
    public List<Entry> entries() {
        return List.of(CheckCatalogue.HASHTAGS);
    }

    @Override
    public void inspect(Inspection in) {
        hashtags(in);
        loudWords(in);
        emoji(in);
        links(in);
    }

    private static void hashtags(Inspection in) {
        var tags = Hashtags.in(in.post);
        var most = (int) in.threshold(CheckCatalogue.HASHTAGS);
        var seen = new HashSet<String>();
        for (var i = 0; i < tags.size(); i++) {
            var tag = tags.get(i);
            var name = in.post.text.substring(tag.start(), tag.end()).toLowerCase(Locale.ROOT);
            if (!seen.add(name)) {
                report(in, tag, "This hashtag is already there.");
            } else if (i >= most) {
                report(in, tag, String.format(Locale.ROOT, "More than %d hashtags.", most));
            } else if (insideSentence(in.post.text, tag)) {
                report(in, tag, "Hashtags belong to the end, not into a sentence.");
            }
        }
    }

    /** Plain words follow on the same line. */
    private static boolean insideSentence(String text, TextRange tag) {
        var at = tag.end();
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at < text.length() && at > tag.end() && Character.isLetterOrDigit(text.charAt(at));
    }

    private static void loudWords(Inspection in) {
        var loud =
                in.post.tokens.stream()
                        .filter(token -> token.text().length() >= SHORTEST_LOUD_WORD)
                        .filter(Names::acronym)
                        .filter(token -> !in.sources.writes(token.text()))
                        .toList();
        if (loud.size() > MOST_LOUD_WORDS) {
            var last = loud.getLast();
            in.report(
                    CheckCatalogue.HASHTAGS,
                    last.start(),
                    last.end(),
                    String.format(
                            Locale.ROOT,
                            "%d words in capitals; %d are enough.",
                            loud.size(),
                            MOST_LOUD_WORDS));
        }
    }

    private static void emoji(Inspection in) {
        var count = 0;
        var text = in.post.text;
        for (var at = 0; at < text.length(); ) {
            var c = text.codePointAt(at);
            var next = at + Character.charCount(c);
            if (Character.isEmojiPresentation(c) && !Character.isEmojiModifier(c)) {
                count++;
                if (count == MOST_EMOJI + 1) {
                    report(
                            in,
                            new TextRange(at, next),
                            String.format(Locale.ROOT, "More than %d emoji.", MOST_EMOJI));
                }
            }
            at = next;
        }
    }

    private static void links(Inspection in) {
        var links = Links.find(in.post.text);
        if (links.size() > MOST_LINKS) {
            report(
                    in,
                    links.get(MOST_LINKS),
                    String.format(Locale.ROOT, "More than %d links.", MOST_LINKS));
        }
    }

    private static void report(Inspection in, TextRange range, String message) {
        in.report(CheckCatalogue.HASHTAGS, range.start(), range.end(), message);
    }
}
