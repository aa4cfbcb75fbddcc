package com.postmagiq.agents.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.Contract;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.Material;
import com.postmagiq.agents.Task;
import com.postmagiq.quality.CheckRequest;
import com.postmagiq.quality.Provenance;
import com.postmagiq.quality.ProvenanceTracer;
import com.postmagiq.quality.QualityChecks;
import com.postmagiq.quality.Sentences;
import com.postmagiq.quality.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OfflineAgentTests {
    private static final List<String> WRITERS =
            List.of("offline-chronological", "offline-scene", "offline-lesson", "offline");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OfflineAgent agent = new OfflineAgent();

    @ParameterizedTest
    @ValueSource(strings = {"fire-company", "matching-grant", "clean-streets"})
    @Tag("workflow-71")
    void given_a_story__when_each_writer_drafts_it__then_every_sentence_comes_from_the_story(
            String name) throws IOException {
        var story = story(name);

        for (var writer : WRITERS) {
            var draft = draft(story, writer);
            var sources = List.of(Source.story(story));

            assertThat(new ProvenanceTracer().trace(draft, sources, List.of()).sentences())
                    .as(writer)
                    .allSatisfy(
                            sentence ->
                                    assertThat(sentence.status())
                                            .as(sentence.text())
                                            .isIn(
                                                    Provenance.Status.VERBATIM,
                                                    Provenance.Status.SUPPORTED));
            assertThat(new QualityChecks().check(CheckRequest.of(draft, sources)).blocking())
                    .as(writer)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fire-company", "matching-grant"})
    void given_a_story_with_a_turn__when_three_writers_draft_it__then_each_begins_differently(
            String name) throws IOException {
        var story = story(name);

        var openings =
                WRITERS.subList(0, 3).stream()
                        .map(writer -> Sentences.split(draft(story, writer)).getFirst().text())
                        .collect(Collectors.toSet());

        assertThat(openings).hasSize(3);
    }

    @Test
    void given_a_long_story__when_it_is_drafted__then_the_post_fits_its_window()
            throws IOException {
        for (var writer : WRITERS) {
            assertThat(Unit.words(draft(story("matching-grant"), writer)).size())
                    .isBetween(250, 400);
        }
    }

    @Test
    void given_a_story_shorter_than_a_post__when_it_is_drafted__then_nothing_is_padded()
            throws IOException {
        var story = story("clean-streets");

        assertThat(Unit.words(draft(story, "offline-lesson")).size())
                .isLessThanOrEqualTo(Unit.words(story).size());
    }

    @Test
    @Tag("workflow-71")
    void given_other_locales_and_time_zones__when_asked_again__then_every_byte_is_the_same()
            throws IOException {
        var story = story("matching-grant");
        var expected = everything(story);
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        try {
            for (var tag : List.of("tr-TR", "de-DE", "ar-EG", "th-TH-u-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

                assertThat(everything(story)).as(tag).isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    /** The law: whatever order a story is told in, a post holds no word the story does not hold. */
    @Test
    void given_shuffled_stories__when_they_are_drafted__then_no_word_is_added() throws IOException {
        var seed = 20_260_301L;
        var random = new Random(seed);
        for (var name : List.of("fire-company", "matching-grant", "clean-streets")) {
            var sentences =
                    new ArrayList<>(
                            Sentences.split(story(name)).stream().map(s -> s.text()).toList());
            for (var round = 0; round < 40; round++) {
                Collections.shuffle(sentences, random);
                var told = String.join(random.nextBoolean() ? " " : "\n\n", sentences);
                var words = words(told);
                for (var writer : WRITERS) {
                    assertThat(words)
                            .as("seed %d, %s", seed, told)
                            .containsAll(words(draftOrNothing(told, writer)));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fire-company", "matching-grant", "clean-streets"})
    void given_an_example_story__when_it_is_reviewed__then_it_may_proceed(String name)
            throws IOException {
        var review = json(Contract.REVIEW, "story-reviewer", story(name), List.of(), List.of());

        assertThat(review.path("score").asInt()).isGreaterThanOrEqualTo(6);
        assertThat(review.path("decision").asString("")).isEqualTo("proceed");
        assertThat(review.path("elements_found").propertyNames())
                .containsExactly("failure", "misunderstanding", "amplification", "fix", "scar");
    }

    @Test
    void
            given_a_thin_story__when_it_is_reviewed__then_questions_are_asked_until_the_author_goes_on() {
        var thin = "We moved the office last week. The lift was small and the desks were heavy.";

        var first = json(Contract.REVIEW, "story-reviewer", thin, List.of(), List.of());
        var second =
                json(
                        Contract.REVIEW,
                        "story-reviewer",
                        thin,
                        List.of(),
                        List.of("I don't have that."));

        assertThat(first.path("decision").asString("")).isEqualTo("retry");
        assertThat(first.path("questions").size()).isBetween(1, 5);
        assertThat(second.path("decision").asString("")).isEqualTo("proceed");
        assertThat(second.path("questions").size()).isZero();
    }

    @Test
    void given_a_story__when_it_is_processed__then_all_sections_stand_in_their_order()
            throws IOException {
        var processed =
                ask(
                        Contract.PROCESSED,
                        "story-processor",
                        "offline",
                        story("matching-grant"),
                        List.of(),
                        List.of());

        assertThat(processed.content())
                .containsSubsequence(
                        "# Story: ",
                        "**Shape**: FULL",
                        "**Cadence**: ",
                        "**Tags**: ",
                        "## Raw Material",
                        "## Hook Options",
                        "## Elements",
                        "**Failure**: ",
                        "**Misunderstanding**: ",
                        "**Amplification**: Not in source",
                        "**Fix**: ",
                        "**Scar**: ",
                        "## Quotable Lines",
                        "## Notes");
    }

    @Test
    void given_drafts__when_they_are_audited__then_an_invented_fact_is_charged_to_its_draft()
            throws IOException {
        var story = story("fire-company");
        var good = draft(story, "offline-scene");
        var bad = good + "\n\nIt cost us 4,711 dollars and Bob Miller paid it.";

        var audit =
                json(
                        Contract.AUDIT,
                        "fabrication-auditor",
                        story,
                        List.of(
                                material(Material.Kind.DRAFT, "Draft A", bad),
                                material(Material.Kind.DRAFT, "Draft B", good)),
                        List.of());

        assertThat(audit.path("decision").asString("")).isEqualTo("proceed");
        assertThat(audit.path("drafts").get(0).path("fabrications").size()).isPositive();
        assertThat(audit.path("drafts").get(1).path("fabrications").size()).isZero();
        assertThat(audit.path("drafts").get(1).path("hook_score").asInt()).isBetween(1, 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fire-company", "matching-grant", "clean-streets"})
    void given_its_own_drafts__when_they_are_finished_and_audited__then_the_post_passes(String name)
            throws IOException {
        var story = story(name);
        var drafts =
                WRITERS.subList(0, 3).stream()
                        .map(writer -> material(Material.Kind.DRAFT, writer, draft(story, writer)))
                        .toList();

        var post = ask(Contract.FINAL, "synthesizer", "offline", story, drafts, List.of());

        for (var persona : List.of("fabrication-auditor", "style-auditor", "auditor")) {
            var audit =
                    json(
                            Contract.AUDIT,
                            persona,
                            story,
                            List.of(material(Material.Kind.FINAL, "Final", post.content())),
                            List.of());
            assertThat(audit.path("decision").asString("")).as(persona).isEqualTo("proceed");
            assertThat(audit.path("score").asInt()).isGreaterThanOrEqualTo(6);
            assertThat(audit.path("fabrications").size()).isZero();
        }
    }

    @Test
    void given_a_draft_with_an_invention__when_it_is_the_only_one__then_the_sentence_is_left_out()
            throws IOException {
        var story = story("fire-company");
        var bad = draft(story, "offline-scene") + "\n\nIt cost us 4,711 dollars that year.";

        var post =
                ask(
                        Contract.FINAL,
                        "synthesizer",
                        "offline",
                        story,
                        List.of(material(Material.Kind.DRAFT, "Draft A", bad)),
                        List.of());

        assertThat(post.content()).doesNotContain("4,711").contains("leather buckets");
    }

    @Test
    void given_any_answer__when_it_is_heard_in_pieces__then_they_are_the_answer()
            throws IOException {
        var pieces = new ArrayList<String>();

        var answer =
                agent.ask(
                        request(
                                Contract.DRAFT,
                                "writer",
                                "offline-scene",
                                story("fire-company"),
                                List.of(),
                                List.of()),
                        pieces::add);

        assertThat(pieces).hasSizeGreaterThan(5);
        assertThat(String.join("", pieces)).isEqualTo(answer.content());
        assertThat(answer.modelReported()).isEqualTo("offline-extractive-1");
        assertThat(answer.usage().estimated()).isTrue();
        assertThat(answer.notes()).isEmpty();
    }

    private List<String> everything(String story) {
        var answers = new ArrayList<String>();
        for (var writer : WRITERS) {
            answers.add(draft(story, writer));
        }
        var draft = List.of(material(Material.Kind.DRAFT, "Draft A", answers.getFirst()));
        answers.add(
                ask(Contract.REVIEW, "story-reviewer", "offline", story, List.of(), List.of())
                        .content());
        answers.add(
                ask(Contract.PROCESSED, "story-processor", "offline", story, List.of(), List.of())
                        .content());
        answers.add(ask(Contract.AUDIT, "auditor", "offline", story, draft, List.of()).content());
        answers.add(
                ask(Contract.FINAL, "synthesizer", "offline", story, draft, List.of()).content());
        answers.add(
                ask(Contract.DETECTOR, "ai-detector", "offline", story, draft, List.of())
                        .content());
        return answers;
    }

    private String draft(String story, String writer) {
        return ask(Contract.DRAFT, "writer", writer, story, List.of(), List.of()).content();
    }

    private static String draftOrNothing(String story, String writer) {
        return new Drafter(Story.of(List.of(story)), Drafter.Variant.of(writer)).draft(null).text();
    }

    private JsonNode json(
            Contract contract,
            String persona,
            String story,
            List<Material> materials,
            List<String> said) {
        return JSON.readTree(ask(contract, persona, "offline", story, materials, said).content());
    }

    private AgentAnswer ask(
            Contract contract,
            String persona,
            String name,
            String story,
            List<Material> materials,
            List<String> said) {
        return agent.ask(
                request(contract, persona, name, story, materials, said), DeltaListener.NONE);
    }

    static AgentRequest request(
            Contract contract,
            String persona,
            String name,
            String story,
            List<Material> materials,
            List<String> said) {
        var sources = new ArrayList<>(List.of(story));
        sources.addAll(said);
        return new AgentRequest(
                AgentDefinition.named(name),
                "",
                List.of(),
                new Task(contract, persona, materials, sources, "", said, null, 6),
                null,
                Duration.ofSeconds(5),
                new UUID(0, 1));
    }

    static Material material(Material.Kind kind, String label, String text) {
        return new Material(label, kind, label, null, text);
    }

    static String story(String name) throws IOException {
        return Files.readString(Path.of("examples/stories", name + ".md"));
    }

    private static Set<String> words(String text) {
        var words = new HashSet<String>();
        for (var word : Unit.words(text)) {
            words.add(Lexicon.bare(word));
        }
        return words;
    }
}
