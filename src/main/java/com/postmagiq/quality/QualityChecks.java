package com.postmagiq.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a post by rules alone: the same text, sources and profile give the same report anywhere.
 */
public final class QualityChecks {

    /** Raised whenever a rule or list changes, so that stored reports can be told apart. */
    static final int PROFILE_VERSION = 2;

    /** Every check, in the order in which they run: later ones may read what earlier ones found. */
    static final List<Check> CHECKS =
            List.of(
                    new FactCheck(),
                    new ClaimCheck(),
                    new DashCheck(),
                    new PhraseChecks(),
                    new FormatChecks(),
                    new LengthChecks(),
                    new HookChecks(),
                    new HashtagCheck(),
                    new ReadabilityChecks(),
                    new StyleChecks(),
                    new RepetitionChecks(),
                    new VoiceCheck(),
                    new SafetyChecks());

    private final ReadSources sources = new ReadSources();

    public QualityReport check(CheckRequest request) {
        return check(request, null);
    }

    /**
     * @param voice the post's distance to its author's voice, or null when there is no profile
     */
    public QualityReport check(CheckRequest request, @Nullable VoiceDistance voice) {
        var post = Passage.of(request.text());
        var inspection = new Inspection(request, post, read(request.sources()), voice);
        var language = Language.of(post);
        for (var check : CHECKS) {
            check.inspect(inspection);
        }
        if (!language.equals(Language.ENGLISH)) {
            inspection.keepLanguageNeutral();
        }
        return Reports.of(inspection, language);
    }

    /**
     * Judges the post as a whole by the same fact checks; a post without sources is never called
     * invented.
     */
    public FabricationVerdict verdict(CheckRequest request) {
        var inspection =
                new Inspection(request, Passage.of(request.text()), read(request.sources()), null);
        if (inspection.sources.none()) {
            return FabricationVerdict.of(new FabricationVerdict.Evidence(0, 0, 0, 0, 0, 0));
        }
        new FactCheck().inspect(inspection);
        return FabricationVerdict.of(InventionEvidence.in(inspection));
    }

    /** What the sources state; read once for all texts that follow each other. */
    SourceFacts read(List<Source> wanted) {
        return sources.of(wanted);
    }
}
