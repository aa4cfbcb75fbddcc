package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One post under inspection: its text, its sources, the limits that hold, and what was found. */
final class Inspection {

    final CheckRequest request;
    final Passage post;
    final SourceFacts sources;
    final @Nullable VoiceDistance voice;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable List<NameMention> names;
    private @Nullable Provenance provenance;

    Inspection(
            CheckRequest request,
            Passage post,
            SourceFacts sources,
            @Nullable VoiceDistance voice) {
        this.request = request;
        this.post = post;
        this.sources = sources;
        this.voice = voice;
    }

    /** The names of the post. */
    List<NameMention> names() {
        if (names == null) {
            names = Names.in(post);
        }
        return names;
    }

    /** The sources' words by sentence. */
    SupportIndex support() {
        return sources.support();
    }

    /** Where the sentences come from, judged with the findings so far. */
    Provenance provenance() {
        if (provenance == null) {
            provenance = ProvenanceTracer.trace(this, List.of());
        }
        return provenance;
    }

    /** The words of the source sentence behind a link. */
    String sourceText(Provenance.Link link) {
        for (var s = 0; s < request.sources().size(); s++) {
            var source = request.sources().get(s);
            if (source.kind() == link.source()
                    && Objects.equals(source.outputId(), link.sourceOutputId())
                    && link.end() <= source.text().length()) {
                return source.text().substring(link.start(), link.end());
            }
        }
        throw new IllegalArgumentException("The link leads to none of the sources.");
    }

    /** Drops what only rules for English could find. */
    void keepLanguageNeutral() {
        findings.removeIf(
                finding ->
                        CheckCatalogue.find(finding.check())
                                .filter(entry -> !entry.languageNeutral())
                                .isPresent());
    }

    List<Finding> findings() {
        return findings;
    }

    /** The configured threshold, else the catalogue's, else the one given. */
    double threshold(Entry entry, double otherwise) {
        var override = request.overrides().get(entry.id());
        if (override != null && override.threshold() != null) {
            return override.threshold();
        }
        return entry.threshold() == null ? otherwise : entry.threshold();
    }

    double threshold(Entry entry) {
        return threshold(entry, 0);
    }

    void report(Entry entry, int start, int end, String message) {
        report(entry, entry.severity(), start, end, message, null, null, null);
    }

    void report(Entry entry, Severity severity, int start, int end, String message) {
        report(entry, severity, start, end, message, null, null, null);
    }

    /** Reports with the given severity unless the configuration fixes another one. */
    void report(
            Entry entry,
            Severity severity,
            int start,
            int end,
            String message,
            @Nullable String suggestion,
            @Nullable String sourceNear,
            Finding.@Nullable Fix fix) {
        var override = request.overrides().get(entry.id());
        var fixed = override == null ? null : override.severity();
        findings.add(
                new Finding(
                        entry.id(),
                        fixed == null ? severity : fixed,
                        start,
                        end,
                        post.text.substring(start, end),
                        message,
                        suggestion,
                        sourceNear,
                        fix));
    }

    /** The range of a whole sentence. */
    void reportSentence(Entry entry, Sentence sentence, String message) {
        report(entry, sentence.start(), sentence.end(), message);
    }
}
