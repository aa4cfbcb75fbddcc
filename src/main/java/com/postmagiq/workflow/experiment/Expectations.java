package com.postmagiq.workflow.experiment;

import com.postmagiq.quality.ProvenanceTracer;
import com.postmagiq.quality.Source;
import com.postmagiq.workflow.engine.TextChecks;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a case should be like. Phrases are looked for without regard to case and spaces;
 * a fact counts as told when the text carries its sentences, in whatever words.
 *
 * @param minWords fewest words
 * @param maxWords most words
 */
@Schema(name = "CaseExpectations")
public record Expectations(
        @Nullable List<String> mustContain,
        @Nullable List<String> mustNotContain,
        @Nullable List<String> facts,
        @Nullable Integer minWords,
        @Nullable Integer maxWords) {

    static final Expectations NONE = new Expectations(null, null, null, null, null);

    private static final int MOST = 50;
    private static final int LONGEST = 500;

    /**
     * How many of them a text meets.
     *
     * @param missed the others, as sentences
     */
    @Schema(name = "ExpectationsMet")
    public record Met(int met, int total, List<String> missed) {}

    /** What is wrong with them, as a sentence; null when nothing is. */
    @Nullable String fault() {
        for (var list : List.of(given(mustContain), given(mustNotContain), given(facts))) {
            if (list.size() > MOST) {
                return "it has more than %d phrases or facts of one kind".formatted(MOST);
            }
            if (list.stream().anyMatch(text -> text.isBlank() || text.length() > LONGEST)) {
                return "each phrase and fact must have 1 to %d characters".formatted(LONGEST);
            }
        }
        var least = Objects.requireNonNullElse(minWords, 0);
        var most = Objects.requireNonNullElse(maxWords, Integer.MAX_VALUE);
        return least < 0 || most < least
                ? "min_words must be 0 or more and not above max_words"
                : null;
    }

    /** Looks at a text; a case without a text meets nothing. */
    Met met(String text) {
        var missed = new ArrayList<String>();
        var total = 0;
        var plain = plain(text);
        for (var phrase : given(mustContain)) {
            total++;
            if (!plain.contains(plain(phrase))) {
                missed.add("does not contain: " + phrase);
            }
        }
        for (var phrase : given(mustNotContain)) {
            total++;
            if (plain.contains(plain(phrase))) {
                missed.add("contains: " + phrase);
            }
        }
        for (var fact : given(facts)) {
            total++;
            if (!tells(text, plain, fact)) {
                missed.add("does not tell: " + fact);
            }
        }
        var words = TextChecks.words(text);
        if (minWords != null) {
            total++;
            if (words < minWords) {
                missed.add("%d words, fewer than %d".formatted(words, minWords));
            }
        }
        if (maxWords != null) {
            total++;
            if (words > maxWords) {
                missed.add("%d words, more than %d".formatted(words, maxWords));
            }
        }
        return new Met(total - missed.size(), total, List.copyOf(missed));
    }

    /** The other way round as usual: the text is the source that must carry the fact. */
    private static boolean tells(String text, String plain, String fact) {
        if (plain.contains(plain(fact))) {
            return true;
        }
        var source = new Source(Source.Kind.STORY, null, text);
        var traced = new ProvenanceTracer().trace(fact, List.of(source), List.of());
        var coverage = traced.coverage();
        return coverage.framing() < 1 && coverage.checkable() == 1;
    }

    private static String plain(String text) {
        return text.replace('\u2019', '\'')
                .replace('\u201c', '"')
                .replace('\u201d', '"')
                .replaceAll("\\s+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static List<String> given(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
