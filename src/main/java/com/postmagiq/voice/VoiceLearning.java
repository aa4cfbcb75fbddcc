package com.postmagiq.voice;

import com.postmagiq.quality.Words;
import com.postmagiq.voice.measure.Findings;
import com.postmagiq.voice.measure.StylometryBuilder;
import com.postmagiq.workspace.Actor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Makes a profile of writing samples. What is counted needs nobody; a model that reads them too is
 * asked where there is one, and no transaction is open meanwhile.
 */
@Service
class VoiceLearning {
    private static final int ATTEMPTS = 2;
    private static final int EXCERPTS = 3;
    private static final int SHORTEST_EXCERPT = 20;
    private static final int LONGEST_EXCERPT = 70;
    private static final int IDEAL_EXCERPT = 45;

    private final Samples samples;
    private final VoiceProfileChanges profiles;
    private final VoiceReader reader;
    private final RandomGenerator random = new SecureRandom();

    VoiceLearning(Samples samples, VoiceProfileChanges profiles, VoiceReader reader) {
        this.samples = samples;
        this.profiles = profiles;
        this.reader = reader;
    }

    /**
     * What to analyse and for whom.
     *
     * @param sampleIds null takes all of the author's that are not left out
     * @param targetProfileId null makes a new profile
     */
    record Wish(
            @Nullable String authorLabel,
            @Nullable List<UUID> sampleIds,
            @Nullable UUID targetProfileId,
            @Nullable String name,
            boolean useModel) {}

    /**
     * What came of it.
     *
     * @param modelStatus used, unavailable, or not_asked
     * @param modelReason why no model helped, as a sentence
     */
    @Schema(name = "VoiceLearned")
    record Learned(
            UUID profileId,
            VoiceAnalysis analysis,
            @Schema(allowableValues = {"used", "unavailable", "not_asked"}) String modelStatus,
            @Nullable String model,
            @Nullable String modelReason,
            Map<String, String> findings) {}

    private record Read(
            @Nullable AnalysisAnswer answer,
            String status,
            @Nullable String model,
            @Nullable String reason) {}

    /**
     * Analyses samples; takes as long as a model does, two minutes at most.
     *
     * @throws com.postmagiq.kernel.problem.ProblemException {@code voice.not_enough_words}, {@code
     *     voice.unknown_sample}, {@code voice_profile.unknown}
     */
    Learned learn(Wish wish, Actor actor) {
        var target = wish.targetProfileId();
        if (target != null) {
            profiles.check(target);
        }
        var texts = samples.forAnalysis(wish.authorLabel(), wish.sampleIds());
        var contents = texts.stream().map(WritingSample::content).toList();
        var measured = StylometryBuilder.of(contents, texts.getFirst().language());
        var read = wish.useModel() ? read(texts) : new Read(null, "not_asked", null, null);
        var analysis = LocalAnalysis.of(measured, read.answer(), contents);
        var profile =
                profiles.store(
                        target,
                        wish.name(),
                        measured,
                        analysis,
                        texts(analysis, contents),
                        author(texts),
                        texts.size(),
                        actor);
        return new Learned(
                profile.id(),
                analysis,
                read.status(),
                read.model(),
                read.reason(),
                Findings.of(measured));
    }

    private static @Nullable String author(List<WritingSample> texts) {
        var labels = texts.stream().map(WritingSample::authorLabel).distinct().toList();
        return labels.size() == 1 ? labels.getFirst() : null;
    }

    private Read read(List<WritingSample> texts) {
        var user = AnalysisPrompt.user(texts, random);
        var asked = user;
        var model = "";
        var faults = new ArrayList<String>();
        try {
            for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
                faults.clear();
                var answer = reader.ask(AnalysisPrompt.system(), asked);
                model = answer.model();
                var found = AnalysisAnswer.read(answer.text(), faults);
                if (found.isPresent()) {
                    return new Read(found.get(), "used", model, null);
                }
                asked = AnalysisPrompt.again(user, answer.text(), faults);
            }
        } catch (VoiceReader.Unavailable e) {
            return new Read(null, "unavailable", null, e.getMessage());
        }
        return new Read(
                null,
                "unavailable",
                model,
                "The model answered in the wrong form twice: " + String.join(" ", faults));
    }

    /** What generation will read, one item a line. */
    private static Map<String, String> texts(VoiceAnalysis found, List<String> contents) {
        var texts = new TreeMap<String, String>();
        var tone = new ArrayList<String>();
        if (found.tone() != null) {
            tone.add("Tone: " + String.join(", ", found.tone()) + ".");
        }
        add(tone, found.summary());
        add(tone, found.storytellingStyle());
        add(tone, found.readerAddress().relationship());
        put(texts, VoiceProfile.TONE, tone);
        put(texts, VoiceProfile.PHRASES, found.signaturePhrases());
        put(texts, VoiceProfile.CHOICES, found.wordChoices());
        put(texts, VoiceProfile.AVOID, found.avoidPatterns());
        put(texts, VoiceProfile.EXCERPTS, excerpts(contents));
        return texts;
    }

    private static void add(List<String> lines, @Nullable String line) {
        if (line != null) {
            lines.add(line);
        }
    }

    private static void put(Map<String, String> texts, String field, @Nullable List<String> lines) {
        if (lines != null && !lines.isEmpty()) {
            texts.put(field, String.join("\n", lines));
        }
    }

    /** Paragraphs of a telling length, at most one of each text, the newest texts first. */
    private static List<String> excerpts(List<String> contents) {
        return contents.reversed().stream()
                .flatMap(
                        text ->
                                text
                                        .lines()
                                        .map(String::strip)
                                        .filter(VoiceLearning::telling)
                                        .min(
                                                Comparator.comparingInt(
                                                        it ->
                                                                Math.abs(
                                                                        Words.count(it)
                                                                                - IDEAL_EXCERPT)))
                                        .stream())
                .limit(EXCERPTS)
                .toList();
    }

    private static boolean telling(String paragraph) {
        var words = Words.count(paragraph);
        return words >= SHORTEST_EXCERPT && words <= LONGEST_EXCERPT;
    }
}
