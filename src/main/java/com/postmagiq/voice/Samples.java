package com.postmagiq.voice;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.quality.Language;
import com.postmagiq.quality.Texts;
import com.postmagiq.quality.Words;
import com.postmagiq.voice.measure.Stylometry;
import com.postmagiq.workspace.Actor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Taking in, showing and removing the texts of authors. */
@Service
@Transactional
public class Samples {
    private static final String PROMPT = "prompt";

    private final SampleRows rows;
    private final VoiceProfileRows profiles;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Samples(
            SampleRows rows,
            VoiceProfileRows profiles,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.profiles = profiles;
        this.events = events;
        this.clock = clock;
    }

    /** A text to take in. */
    record NewSample(
            String sourceType,
            String content,
            @Nullable String promptId,
            @Nullable String title,
            @Nullable String authorLabel) {}

    /**
     * How far an author is from an analysis.
     *
     * @param totalWordCount words that count: neither left out nor in another language than most
     */
    @Schema(name = "SampleStatus")
    record Status(
            int sampleCount,
            int totalWordCount,
            int minWordsRequired,
            boolean canAnalyze,
            int wordsNeeded) {}

    /**
     * Takes in what somebody said.
     *
     * @param title null for none
     * @param author null for the person
     * @return the sample's id
     * @throws ProblemException {@code voice.no_words}, {@code voice.sample_exists}
     */
    public UUID addTranscript(
            String text, @Nullable String title, @Nullable String author, Actor actor) {
        return add(new NewSample("transcript", text, null, title, author), actor).id();
    }

    /**
     * Takes a text in.
     *
     * @throws ProblemException {@code voice.unknown_prompt}, {@code voice.prompt_too_long}, {@code
     *     voice.no_words}, {@code voice.sample_exists}
     */
    WritingSample add(NewSample wish, Actor actor) {
        var prompt = prompt(wish);
        var content = cleaned(wish.content());
        var words = Words.count(content);
        if (prompt.isPresent() && words > VoicePrompts.LONGEST_ANSWER) {
            throw new ProblemException(
                            VoiceProblem.PROMPT_TOO_LONG,
                            "The answer has %d words; %d are the most for one question. Shorten it, or add it as a text of its own."
                                    .formatted(words, VoicePrompts.LONGEST_ANSWER))
                    .with("words", words);
        }
        var now = clock.instant();
        var sample =
                new WritingSample(
                        Ids.next(),
                        label(wish.authorLabel(), actor),
                        wish.sourceType(),
                        prompt.map(VoicePrompts.Prompt::id).orElse(null),
                        prompt.map(VoicePrompts.Prompt::prompt).orElse(null),
                        blankToNull(wish.title()),
                        content,
                        words,
                        Language.of(content),
                        false,
                        now,
                        now);
        if (!rows.insert(sample, actor.userId())) {
            throw exists(sample);
        }
        profiles.outdate(sample.authorLabel());
        tell("voice.sample_added", sample.id(), actor);
        return sample;
    }

    /** Whose voice it is: as given, else the person's. */
    String label(@Nullable String given, Actor actor) {
        return given == null || given.isBlank() ? shortened(actor) : given.strip();
    }

    /** Whether the author has this very text. */
    boolean knows(String author, String content) {
        return rows.exists(author, content);
    }

    /** Keeps one of many texts that was looked at. */
    void keep(String source, String author, @Nullable String title, String content, Actor actor) {
        var now = clock.instant();
        rows.insert(
                new WritingSample(
                        Ids.next(),
                        author,
                        source,
                        null,
                        null,
                        blankToNull(title),
                        content,
                        Words.count(content),
                        Language.of(content),
                        false,
                        now,
                        now),
                actor.userId());
    }

    private static String shortened(Actor actor) {
        var name = actor.fullName().strip();
        var longest = 80;
        return name.isEmpty() ? "Me" : name.substring(0, Math.min(longest, name.length()));
    }

    private static Optional<VoicePrompts.Prompt> prompt(NewSample wish) {
        if (!wish.sourceType().equals(PROMPT)) {
            return Optional.empty();
        }
        return Optional.of(
                Optional.ofNullable(wish.promptId())
                        .flatMap(VoicePrompts::find)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                VoiceProblem.UNKNOWN_PROMPT,
                                                "There is no question '%s'; GET voice/prompts lists them."
                                                        .formatted(wish.promptId()))));
    }

    /** The form texts are stored in: NFC, LF, nothing blank at the ends. */
    static String trimmed(String text) {
        return Texts.normalise(text).replaceAll("[ \\t]+(?=\\n|$)", "").strip();
    }

    static boolean hasWords(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
    }

    private static String cleaned(String text) {
        var cleaned = trimmed(text);
        if (!hasWords(cleaned)) {
            throw new ProblemException(
                    VoiceProblem.NO_WORDS,
                    "The text has no words in it; send what somebody wrote.");
        }
        return cleaned;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static ProblemException exists(WritingSample sample) {
        return new ProblemException(
                VoiceProblem.SAMPLE_EXISTS,
                "%s has this very text already; add another one.".formatted(sample.authorLabel()));
    }

    private void tell(String action, UUID id, Actor actor) {
        events.publishEvent(Audited.done(action, actor.userId(), "writing_sample", id));
    }

    /**
     * Changes what is given.
     *
     * @param title empty clears it
     * @throws ProblemException {@code voice.sample_not_found}, {@code voice.sample_exists}
     */
    WritingSample change(
            UUID id,
            @Nullable String content,
            @Nullable String title,
            @Nullable Boolean excluded,
            Actor actor) {
        var old = rows.lock(id).orElseThrow(() -> unknown(id));
        var text = content == null ? old.content() : cleaned(content);
        var changed =
                new WritingSample(
                        old.id(),
                        old.authorLabel(),
                        old.sourceType(),
                        old.promptId(),
                        old.promptText(),
                        title == null ? old.title() : blankToNull(title),
                        text,
                        Words.count(text),
                        Language.of(text),
                        excluded == null ? old.excluded() : excluded,
                        old.createdAt(),
                        clock.instant());
        if (!rows.update(changed)) {
            throw exists(changed);
        }
        profiles.outdate(changed.authorLabel());
        tell("voice.sample_changed", id, actor);
        return changed;
    }

    void delete(UUID id, Actor actor) {
        var old = rows.lock(id).orElseThrow(() -> unknown(id));
        rows.delete(id);
        profiles.outdate(old.authorLabel());
        tell("voice.sample_deleted", id, actor);
    }

    static ProblemException unknown(UUID id) {
        return new ProblemException(
                VoiceProblem.SAMPLE_NOT_FOUND,
                "There is no writing sample %s in this workspace.".formatted(id));
    }

    Page<WritingSample> page(@Nullable String author, @Nullable String cursor, int limit) {
        return Page.of(
                rows.page(author, Cursor.decodeId(cursor), limit + 1), limit, WritingSample::id);
    }

    /** Those of most words' language alone count. */
    Status status(@Nullable String author) {
        var counted = rows.counted(author).stream().findFirst();
        var words = counted.map(SampleRows.Counted::words).orElse(0);
        return new Status(
                counted.map(SampleRows.Counted::samples).orElse(0),
                words,
                Stylometry.LEAST_WORDS,
                words >= Stylometry.LEAST_WORDS,
                Math.max(0, Stylometry.LEAST_WORDS - words));
    }

    /**
     * The texts of an analysis, oldest first, in one language.
     *
     * @param wanted null for all that are not left out
     * @throws ProblemException {@code voice.unknown_sample}, {@code voice.not_enough_words}
     */
    List<WritingSample> forAnalysis(@Nullable String author, @Nullable List<UUID> wanted) {
        var included =
                wanted == null
                        ? rows.included(author)
                        : wanted.stream()
                                .distinct()
                                .sorted()
                                .map(
                                        it ->
                                                rows.find(it)
                                                        .orElseThrow(
                                                                () ->
                                                                        new ProblemException(
                                                                                VoiceProblem
                                                                                        .UNKNOWN_SAMPLE,
                                                                                "There is no writing sample %s in this workspace."
                                                                                        .formatted(
                                                                                                it))))
                                .toList();
        var language = mostWords(included);
        var texts = included.stream().filter(it -> it.language().equals(language)).toList();
        var words = texts.stream().mapToInt(WritingSample::wordCount).sum();
        if (words < Stylometry.LEAST_WORDS) {
            throw new ProblemException(
                            VoiceProblem.NOT_ENOUGH_WORDS,
                            "An analysis needs %d words; there are %d. Add %d more."
                                    .formatted(
                                            Stylometry.LEAST_WORDS,
                                            words,
                                            Stylometry.LEAST_WORDS - words))
                    .with("have", words)
                    .with("need", Stylometry.LEAST_WORDS);
        }
        return texts;
    }

    private static String mostWords(List<WritingSample> samples) {
        var words = new TreeMap<String, Integer>();
        samples.forEach(it -> words.merge(it.language(), it.wordCount(), Integer::sum));
        return words.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("en");
    }
}
