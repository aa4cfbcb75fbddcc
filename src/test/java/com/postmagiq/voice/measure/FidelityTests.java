package com.postmagiq.voice.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.postmagiq.voice.measure.FidelityScore.Component;
import com.postmagiq.voice.measure.FidelityScore.Penalty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** How near texts come to authors, measured on three of them. */
class FidelityTests {
    private static final Path FIXTURE = Path.of("src/test/resources/voice/three-authors.jsonl");

    /** Of all strangers' texts, how many score below the own median. */
    private static final double BELOW = 0.9;

    /** Of those beside one author; two of the three wrote one book. */
    private static final double BELOW_EACH = 0.8;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, List<String>> WRITTEN = read("profile");
    private static final Map<String, List<String>> UNSEEN = read("held_out");
    private static final Map<String, Stylometry> PROFILES = profiles();

    private static Map<String, List<String>> read(String part) {
        try {
            var texts = new TreeMap<String, List<String>>();
            for (var line : Files.readAllLines(FIXTURE)) {
                var node = JSON.readTree(line);
                if (node.path("part").asString().equals(part)) {
                    texts.computeIfAbsent(node.path("author").asString(), _ -> new ArrayList<>())
                            .add(node.path("text").asString());
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Stylometry> profiles() {
        var profiles = new TreeMap<String, Stylometry>();
        WRITTEN.forEach((author, texts) -> profiles.put(author, StylometryBuilder.of(texts, "en")));
        return profiles;
    }

    private static Stylometry profile(String author) {
        return Objects.requireNonNull(PROFILES.get(author));
    }

    private static FidelityScore score(String author, String text) {
        return Fidelity.score(profile(author), List.of(), text);
    }

    private static double exact(FidelityScore score) {
        return Objects.requireNonNull(score.exact());
    }

    @Test
    @Tag("content-60")
    void given_three_authors__when_unseen_texts_are_scored__then_own_ones_come_nearer() {
        var all = 0;
        var allBelow = 0L;
        for (var author : PROFILES.keySet()) {
            var own =
                    Objects.requireNonNull(UNSEEN.get(author)).stream()
                            .map(it -> score(author, it))
                            .toList();
            var accepted =
                    own.stream()
                            .filter(it -> List.of("in_voice", "close").contains(it.verdict()))
                            .count();
            var median =
                    own.stream().map(FidelityTests::exact).sorted().toList().get(own.size() / 2);
            var strangers =
                    UNSEEN.entrySet().stream()
                            .filter(it -> !it.getKey().equals(author))
                            .flatMap(it -> it.getValue().stream())
                            .map(it -> exact(score(author, it)))
                            .toList();

            assertThat(accepted).as(author).isGreaterThanOrEqualTo(17);
            var below = strangers.stream().filter(it -> it < median).count();
            assertThat(below)
                    .as(author)
                    .isGreaterThanOrEqualTo((long) Math.ceil(strangers.size() * BELOW_EACH));
            all += strangers.size();
            allBelow += below;
        }
        assertThat(allBelow).isGreaterThanOrEqualTo((long) Math.ceil(all * BELOW));
    }

    /** Another figure means another measure: raise {@code Stylometry.VERSION} with it. */
    @Test
    @Tag("content-60")
    void given_a_text_of_each_author__when_it_is_scored_for_each__then_these_are_the_figures() {
        var figures = new TreeMap<String, List<Double>>();
        UNSEEN.forEach(
                (author, texts) ->
                        figures.put(
                                author,
                                PROFILES.keySet().stream()
                                        .map(it -> exact(score(it, texts.getFirst())))
                                        .toList()));

        assertThat(figures)
                .isEqualTo(
                        Map.of(
                                "franklin", List.of(92.4341, 19.2559, 15.2113),
                                "hamilton", List.of(26.4548, 68.1217, 53.9291),
                                "madison", List.of(27.6618, 70.0931, 69.7151)));
    }

    @Test
    @Tag("content-60")
    void given_five_short_texts__when_a_text_is_scored__then_there_is_a_score_without_a_verdict() {
        var few =
                Objects.requireNonNull(WRITTEN.get("franklin")).subList(0, 5).stream()
                        .map(it -> it.substring(0, 700))
                        .toList();

        var score =
                Fidelity.score(
                        StylometryBuilder.of(few, "en"),
                        List.of(),
                        Objects.requireNonNull(UNSEEN.get("franklin")).getFirst());

        assertThat(score.score()).isNotNull();
        assertThat(score.verdict()).isNull();
        assertThat(score.verdictReason()).isEqualTo("needs_more_samples");
        assertThat(score.missingUnits()).isEqualTo(3);
        assertThat(score.confidence()).isEqualTo("low");
    }

    @Test
    @Tag("content-59")
    void given_the_same_text__when_it_is_scored_and_measured_twice__then_the_bytes_are_the_same() {
        var text = Objects.requireNonNull(UNSEEN.get("madison")).getFirst();
        var again = StylometryBuilder.of(Objects.requireNonNull(WRITTEN.get("madison")), "en");

        assertThat(JSON.writeValueAsString(again))
                .isEqualTo(JSON.writeValueAsString(profile("madison")));
        assertThat(JSON.writeValueAsString(Fidelity.score(again, List.of(), text)))
                .isEqualTo(JSON.writeValueAsString(score("madison", text)));
    }

    @Test
    @Tag("content-61")
    @Tag("content-77")
    void given_an_author_without_dashes__when_a_text_gets_four__then_they_cost_and_are_shown() {
        var plain =
                "\uD83D\uDE80 "
                        + Objects.requireNonNull(UNSEEN.get("hamilton"))
                                .get(1)
                                .replace("--", ",")
                                .replace("\u2014", ",");
        var dashed = plain;
        for (var i = 0; i < 4; i++) {
            dashed = dashed.replaceFirst("(?<=\\w), ", " \u2014 ");
        }
        var author =
                StylometryBuilder.of(
                        Objects.requireNonNull(WRITTEN.get("hamilton")).stream()
                                .map(it -> it.replace("--", ",").replace("\u2014", ","))
                                .toList(),
                        "en");

        var before = Fidelity.score(author, List.of(), plain);
        var after = Fidelity.score(author, List.of(), dashed);

        assertThat(exact(after)).isLessThan(exact(before));
        var said =
                after.differences().stream()
                        .filter(it -> it.feature().equals("em_dash"))
                        .findFirst()
                        .orElseThrow();
        assertThat(said.message()).contains("never use dashes").contains("4");
        assertThat(said.spans()).hasSize(4);
        for (var span : said.spans()) {
            assertThat(dashed.substring(span.getFirst(), span.getLast())).isEqualTo("\u2014");
        }
    }

    @Test
    @Tag("content-62")
    void given_any_score__when_its_parts_are_added__then_they_are_the_score() {
        var rules = List.of(new AvoidRule("the", AvoidRule.Kind.WORD, 1, null));
        for (var texts : UNSEEN.values()) {
            var score = Fidelity.score(profile("franklin"), rules, texts.getFirst());
            var sum =
                    score.components().stream().mapToDouble(Component::points).sum()
                            - score.penalties().stream().mapToDouble(Penalty::points).sum()
                            + score.bonus();

            assertThat(exact(score)).isCloseTo(Math.max(0, sum), within(0.01));
            assertThat(score.score()).isEqualTo((int) Math.floor(exact(score) + 0.5));
            assertThat(score.components().stream().mapToDouble(Component::of).sum())
                    .isCloseTo(100, within(0.01));
        }
    }

    @Test
    @Tag("content-63")
    void given_59_words__when_they_are_scored__then_the_text_is_too_short() {
        var short59 = "word ".repeat(58) + "end.";

        var score = score("franklin", short59);

        assertThat(score.score()).isNull();
        assertThat(score.reason()).isEqualTo("too_short");
        assertThat(score.words()).isEqualTo(59);
        assertThat(score.need()).isEqualTo(60);
    }

    @Test
    void given_a_text_of_another_language__when_it_is_scored__then_there_is_no_score() {
        var german =
                "Ich habe das nicht gewusst und die anderen auch nicht, aber es ist so mit der Zeit. "
                        .repeat(6);

        assertThat(score("franklin", german).reason()).isEqualTo("language_mismatch");
    }

    @Test
    @Tag("content-64")
    void given_an_avoid_list__when_a_text_breaks_it__then_whole_words_cost_up_to_twenty_points() {
        var text =
                "We LEVERAGE this. Leveraged things stay. Synergy   now, synergy now. "
                        + Objects.requireNonNull(UNSEEN.get("franklin")).getFirst()
                        + " leverage".repeat(6);
        var rules =
                List.of(
                        new AvoidRule("leverage", AvoidRule.Kind.WORD, 3, "use"),
                        new AvoidRule("synergy now", AvoidRule.Kind.PHRASE, 1, null));

        var score = Fidelity.score(profile("franklin"), rules, text);

        assertThat(score.avoidHits()).hasSize(9);
        assertThat(score.avoidHits().getFirst().span()).containsExactly(3, 11);
        assertThat(score.penalties())
                .filteredOn(it -> it.key().equals("avoid_list"))
                .singleElement()
                .satisfies(it -> assertThat(it.points()).isEqualTo(20));
    }

    @ParameterizedTest
    @Tag("content-64")
    @ValueSource(strings = {"(a+)+$", "(\\w+\\s?)*$", "([a-z]+)*!", "(x+x+)+y", "["})
    void given_a_pattern_that_runs_away_or_is_none__when_it_is_checked__then_it_is_refused(
            String pattern) {
        assertThat(new AvoidRule(pattern, AvoidRule.Kind.REGEX, 1, null).fault()).isNotNull();
        assertThat(new AvoidRule("\\bfoo(d|l)s?\\b", AvoidRule.Kind.REGEX, 1, null).fault())
                .isNull();
    }

    @Test
    void given_a_phrase_of_the_authors__when_it_is_used_too_often__then_it_is_imitation() {
        var phrase = profile("hamilton").signaturePhrases().getFirst().phrase();
        var text = Objects.requireNonNull(UNSEEN.get("hamilton")).getFirst();

        var once = score("hamilton", text + " Then " + phrase + ".");
        var often = score("hamilton", text + (" Then " + phrase + ".").repeat(8));

        assertThat(once.bonus()).isPositive();
        assertThat(often.penalties()).extracting(Penalty::key).contains("imitation");
    }
}
