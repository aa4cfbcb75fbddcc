package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import java.util.List;

/** Dashes of every length outside addresses and code. */
final class DashCheck implements Check {

    private static final String DASHES = "\u2012\u2013\u2014\u2015\u2E3A\u2E3B";

    @Override
    public List<Entry> entries() {
        return List.of(CheckCatalogue.DASH);
    }

    @Override
    public void inspect(Inspection in) {
        var text = in.post.text;
        for (var at = 0; at < text.length(); ) {
            var end = endOfDash(text, at);
            if (end > at && in.post.inProse(at)) {
                report(in, at, end);
            }
            at = Math.max(end, at + 1);
        }
    }

    private static int endOfDash(String text, int start) {
        var end = start;
        var typographic = false;
        while (end < text.length() && isDash(text.charAt(end))) {
            typographic |= text.charAt(end) != '-';
            end++;
        }
        return typographic || end - start >= 2 ? end : start;
    }

    private static boolean isDash(char c) {
        return c == '-' || DASHES.indexOf(c) >= 0;
    }

    private static void report(Inspection in, int start, int end) {
        var text = in.post.text;
        var from = start;
        var to = end;
        while (from > 0 && text.charAt(from - 1) == ' ') {
            from--;
        }
        while (to < text.length() && text.charAt(to) == ' ') {
            to++;
        }
        var range =
                from > 0
                        && to < text.length()
                        && Character.isDigit(text.charAt(from - 1))
                        && Character.isDigit(text.charAt(to));
        var alone =
                from == 0
                        || to == text.length()
                        || text.charAt(from - 1) == '\n'
                        || text.charAt(to) == '\n';
        var replacement = range ? " to " : alone ? "" : ", ";
        in.report(
                CheckCatalogue.DASH,
                CheckCatalogue.DASH.severity(),
                start,
                end,
                range
                        ? "Write the range with \"to\"."
                        : "Use a full stop or a comma instead of the dash.",
                null,
                null,
                new Finding.Fix(from, to, replacement));
    }
}
