package com.postmagiq.voice;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.quality.Words;
import com.postmagiq.workspace.Actor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes in many texts in one step, or tells what would come of it. */
@Service
public class SampleImport {
    private static final int LONGEST = 100_000;
    private static final int MOST = 5_000;
    private static final int MOST_SHOWN = 50;
    private static final int EXCERPT = 120;

    /** Where texts come from. */
    public enum Origin {
        IMPORT,
        POST
    }

    /**
     * A text to take in.
     *
     * @param row of a table, from 2 behind its header; 1 for the only text; a post's number
     * @param title null for none
     */
    public record Text(int row, @Nullable String title, String content) {}

    /**
     * What became of a file, or would become of it.
     *
     * @param added texts that were not there
     * @param known texts their author has already
     * @param failed texts without words, or too long
     * @param rows the first 50 texts
     */
    @Schema(name = "SampleImport")
    public record Outcome(
            boolean committed, int added, int known, int failed, int words, List<Row> rows) {}

    /**
     * A text that was looked at.
     *
     * @param row as it was given
     * @param becomes new, known, empty or too_long
     */
    @Schema(name = "SampleImportRow")
    public record Row(
            int row,
            String excerpt,
            int words,
            @Schema(allowableValues = {"new", "known", "empty", "too_long"}) String becomes) {}

    private final Samples samples;
    private final VoiceProfileRows profiles;
    private final ApplicationEventPublisher events;

    SampleImport(Samples samples, VoiceProfileRows profiles, ApplicationEventPublisher events) {
        this.samples = samples;
        this.profiles = profiles;
        this.events = events;
    }

    /**
     * Looks at all texts, and keeps the new ones when told to.
     *
     * @param author null for the person
     * @throws ProblemException {@code voice.no_texts}, {@code voice.too_many_texts}
     */
    @Transactional
    public Outcome take(
            List<Text> texts, Origin origin, @Nullable String author, boolean commit, Actor actor) {
        requireSome(texts);
        var label = samples.label(author, actor);
        var seen = new HashSet<String>();
        var rows = new ArrayList<Row>();
        for (var text : texts) {
            rows.add(row(text, label, seen, commit ? origin : null, actor));
        }
        var added = count(rows, "new");
        if (commit && added > 0) {
            profiles.outdate(label);
            events.publishEvent(
                    new Audited(
                            "voice.samples_imported",
                            actor.userId(),
                            "writing_sample",
                            null,
                            Map.of("added", new Audited.Change(null, added)),
                            Audited.Outcome.SUCCESS));
        }
        return new Outcome(
                commit,
                added,
                count(rows, "known"),
                count(rows, "empty") + count(rows, "too_long"),
                rows.stream().filter(row -> row.becomes().equals("new")).mapToInt(Row::words).sum(),
                rows.stream().limit(MOST_SHOWN).toList());
    }

    private static void requireSome(List<Text> texts) {
        if (texts.isEmpty()) {
            throw new ProblemException(
                    VoiceProblem.NO_TEXTS, "There are no texts in it; choose something else.");
        }
        if (texts.size() > MOST) {
            throw new ProblemException(
                    VoiceProblem.TOO_MANY_TEXTS,
                    "These are %,d texts; %,d come in at once, so take some of them first."
                            .formatted(texts.size(), MOST));
        }
    }

    private Row row(Text text, String label, Set<String> seen, @Nullable Origin kept, Actor actor) {
        var content = Samples.trimmed(text.content());
        var becomes = becomes(content, label, seen);
        if (kept != null && becomes.equals("new")) {
            samples.keep(kept.name().toLowerCase(Locale.ROOT), label, text.title(), content, actor);
        }
        var excerpt =
                content.codePointCount(0, content.length()) <= EXCERPT
                        ? content
                        : content.substring(0, content.offsetByCodePoints(0, EXCERPT));
        return new Row(text.row(), excerpt, Words.count(content), becomes);
    }

    private String becomes(String content, String label, Set<String> seen) {
        if (!Samples.hasWords(content)) {
            return "empty";
        }
        if (content.length() > LONGEST) {
            return "too_long";
        }
        return !seen.add(content) || samples.knows(label, content) ? "known" : "new";
    }

    private static int count(List<Row> rows, String what) {
        return (int) rows.stream().filter(row -> row.becomes().equals(what)).count();
    }
}
