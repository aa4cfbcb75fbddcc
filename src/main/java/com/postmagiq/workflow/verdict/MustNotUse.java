package com.postmagiq.workflow.verdict;

import com.postmagiq.quality.Finding;
import com.postmagiq.quality.Severity;
import com.postmagiq.workflow.answer.Fabrication;
import com.postmagiq.workflow.verdict.QualityVerdict.CheckedText;
import java.util.LinkedHashMap;
import java.util.List;

/** Passages of the drafts that the synthesizer must leave out, and why. */
public final class MustNotUse {
    private static final int QUOTE_CHARS = 200;

    private MustNotUse() {}

    /**
     * What auditors called invented, then what the checks found, each passage of a draft once.
     *
     * @param verdicts of the latest cross audit
     * @param texts the drafts with their reports
     */
    public static List<Fabrication> list(List<Verdict> verdicts, List<CheckedText> texts) {
        var items = new LinkedHashMap<String, Fabrication>();
        for (var verdict : verdicts) {
            if (verdict.valid() && !verdict.deterministic()) {
                verdict.fabrications().forEach(f -> items.putIfAbsent(key(f), f));
            }
        }
        for (var text : texts) {
            for (var finding : text.standing()) {
                if (finding.severity() != Severity.INFO && !finding.text().isBlank()) {
                    var item = item(finding, text.agent());
                    items.putIfAbsent(key(item), item);
                }
            }
        }
        return List.copyOf(items.values());
    }

    /** A bullet per passage; empty for an empty list. */
    public static String markdown(List<Fabrication> items) {
        var out = new StringBuilder();
        for (var item : items) {
            out.append("- ").append(Feedback.oneLine(Feedback.line(item))).append('\n');
        }
        return out.toString().strip();
    }

    private static Fabrication item(Finding finding, String agent) {
        var text = finding.text().strip();
        var quote =
                text.length() <= QUOTE_CHARS
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, cut(text))) + "...";
        return new Fabrication(quote, finding.message(), agent);
    }

    /** Code points that fit, so that no character is cut in two. */
    private static int cut(String text) {
        return text.codePointCount(0, QUOTE_CHARS - 1);
    }

    private static String key(Fabrication item) {
        return item.draft() + "\n" + item.text().strip();
    }
}
