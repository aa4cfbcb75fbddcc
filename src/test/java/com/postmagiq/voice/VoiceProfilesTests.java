package com.postmagiq.voice;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Samples and profiles of a workspace, without any model. */
@PostmagiqTest
class VoiceProfilesTests {
    private static final String SAMPLES = "/voice/samples";
    private static final String PROFILES = "/voice-profiles";

    private final Api owner;
    private final Api stranger;

    VoiceProfilesTests(@LocalServerPort int port) {
        this.owner = Api.at(port).signUp("Ada Lovelace");
        this.stranger = Api.at(port).signUp("Bob Moses");
    }

    private Api.Answer add(String content, Object... more) {
        var body = new HashMap<String, Object>(Map.of("source_type", "upload"));
        body.put("content", content);
        for (var i = 0; i < more.length; i += 2) {
            body.put(String.valueOf(more[i]), more[i + 1]);
        }
        return owner.post(SAMPLES, body);
    }

    /** Words in sentences of nine, so that no two texts are the same. */
    static String words(int count, String mark) {
        var text = new StringBuilder();
        for (var i = 1; i <= count; i++) {
            text.append(i % 9 == 1 ? "We" : i % 9 == 5 ? mark : i % 2 == 0 ? "did" : "it");
            text.append(i % 9 == 0 || i == count ? ". " : " ");
        }
        return text.toString().strip();
    }

    private String learned() {
        add(words(700, "slowly"));
        var answer = owner.post("/voice/analyze", Map.of("use_model", false));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.text("/profile_id");
    }

    @Test
    @Tag("content-53")
    void given_an_answer_that_is_too_long__when_it_is_sent__then_its_length_is_named() {
        var question = Map.of("source_type", "prompt", "prompt_id", "crisis");
        var long501 = new HashMap<String, Object>(question);
        long501.put("content", words(501, "then"));

        var refused = owner.post(SAMPLES, long501);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("voice.prompt_too_long");
        assertThat(refused.text("/detail")).contains("501");
        assertThat(add(words(2000, "later")).status()).isEqualTo(201);
        assertThat(add(words(2000, "later")).code()).isEqualTo("voice.sample_exists");
        assertThat(add("x", "source_type", "prompt", "prompt_id", "weather").code())
                .isEqualTo("voice.unknown_prompt");
        assertThat(add("12 34").code()).isEqualTo("voice.no_words");
        assertThat(owner.get("/voice/prompts").at("/items")).hasSize(10);
        assertThat(owner.get("/voice/prompts/crisis").text("/reveals")).isNotBlank();
        assertThat(owner.get("/voice/prompts/weather").code()).isEqualTo("voice.prompt_not_found");
    }

    @Test
    @Tag("content-54")
    void given_499_words__when_one_more_comes__then_they_can_be_analysed() {
        var first = add(words(499, "soon"));

        assertThat(owner.get(SAMPLES + "/status").at("/words_needed").asInt()).isEqualTo(1);
        assertThat(owner.get(SAMPLES + "/status").at("/can_analyze").asBoolean()).isFalse();
        var refused = owner.post("/voice/analyze", Map.of("use_model", false));
        assertThat(refused.code()).isEqualTo("voice.not_enough_words");
        assertThat(refused.at("/have").asInt()).isEqualTo(499);
        assertThat(refused.at("/need").asInt()).isEqualTo(500);

        var second = add("Done").text("/id");

        assertThat(owner.get(SAMPLES + "/status").at("/can_analyze").asBoolean()).isTrue();
        assertThat(owner.get(SAMPLES).at("/total_word_count").asInt()).isEqualTo(500);
        owner.patch(SAMPLES + "/" + second, Map.of("excluded", true));
        assertThat(owner.get(SAMPLES).at("/can_analyze").asBoolean()).isFalse();
        add(
                "Das ist nicht auf Englisch und wird auch nicht mit den anderen Texten gez\u00e4hlt, weil es eine andere Sprache ist.");
        assertThat(owner.get(SAMPLES).at("/total_word_count").asInt()).isEqualTo(499);
        assertThat(owner.delete(SAMPLES + "/" + first.text("/id")).status()).isEqualTo(204);
        assertThat(owner.delete(SAMPLES + "/" + first.text("/id")).code())
                .isEqualTo("voice.sample_not_found");
        assertThat(
                        owner.post(
                                        "/voice/analyze",
                                        Map.of("sample_ids", List.of(first.text("/id"))))
                                .code())
                .isEqualTo("voice.unknown_sample");
    }

    @Test
    @Tag("content-55")
    void given_no_model__when_samples_are_analysed__then_what_is_counted_is_there() {
        add(words(700, "slowly"));

        var learned = owner.post("/voice/analyze?wait=60", Map.of());

        assertThat(learned.status()).as(learned.raw().body()).isEqualTo(200);
        assertThat(learned.text("/model_status")).isEqualTo("unavailable");
        assertThat(learned.text("/model_reason")).isNotBlank();
        assertThat(learned.at("/analysis").has("tone")).isFalse();
        assertThat(learned.text("/analysis/sentence_patterns/average_length")).isEqualTo("short");
        assertThat(learned.text("/analysis/reader_address/point_of_view")).isEqualTo("we");
        var id = learned.text("/profile_id");
        var profile = owner.get(PROFILES + "/" + id);
        assertThat(profile.text("/name")).isEqualTo("Default");
        assertThat(profile.at("/measured").asBoolean()).isTrue();
        var numbers = owner.get(PROFILES + "/" + id + "/stylometry");
        assertThat(numbers.at("/stylometry/labels/em_dash").asString()).isEqualTo("none");
        assertThat(numbers.text("/findings/sentence")).contains("words on average");
        assertThat(numbers.raw().body())
                .isEqualTo(owner.get(PROFILES + "/" + id + "/stylometry").raw().body());
        assertThat(owner.get(PROFILES + "/" + id + "/preview").text("/text"))
                .contains("## Voice: Default")
                .contains("words on average");
        var second = owner.post("/voice/analyze", Map.of("use_model", false));
        assertThat(owner.get(PROFILES + "/" + second.text("/profile_id")).text("/name"))
                .isEqualTo("Voice Profile 2");
    }

    @Test
    void given_a_person_changed_a_field__when_samples_are_analysed_anew__then_it_stays() {
        var id = learned();
        owner.patch(PROFILES + "/" + id, Map.of("tone_description", "Dry as toast."));
        add(words(650, "quickly"));
        assertThat(owner.get(PROFILES + "/" + id).at("/stale").asBoolean()).isTrue();

        owner.post("/voice/analyze", Map.of("target_profile_id", id, "use_model", false));

        var profile = owner.get(PROFILES + "/" + id);
        assertThat(profile.text("/tone_description")).isEqualTo("Dry as toast.");
        assertThat(profile.at("/stale").asBoolean()).isFalse();
        assertThat(profile.at("/source_word_count").asInt()).isEqualTo(1350);
        assertThat(profile.at("/revision").asInt()).isEqualTo(4);
        assertThat(
                        owner.post(
                                        "/voice/analyze",
                                        Map.of("target_profile_id", stranger.workspaceId()))
                                .code())
                .isEqualTo("voice_profile.unknown");
    }

    @Test
    @Tag("content-63")
    void given_a_profile__when_texts_are_scored__then_short_ones_and_presets_have_no_score() {
        var id = learned();

        var short59 = owner.post(PROFILES + "/" + id + "/score", Map.of("text", words(59, "then")));
        var long80 = owner.post(PROFILES + "/" + id + "/score", Map.of("text", words(80, "now")));

        assertThat(short59.status()).isEqualTo(200);
        assertThat(short59.text("/reason")).isEqualTo("too_short");
        assertThat(short59.at("/need").asInt()).isEqualTo(60);
        assertThat(long80.at("/score").isInt()).as(long80.raw().body()).isTrue();
        assertThat(
                        owner.post(
                                        PROFILES + "/professional/score",
                                        Map.of("text", words(80, "now")))
                                .code())
                .isEqualTo("voice_profile.not_measured");
        var other = owner.post(PROFILES + "/" + id + "/clone", Map.of("name", "Twin"));
        assertThat(other.status()).isEqualTo(201);
        var compared = owner.get(PROFILES + "/" + id + "/compare/" + other.text("/id"));
        assertThat(compared.at("/features/0/gap").asDouble()).isZero();
    }

    @Test
    @Tag("content-64")
    void given_a_pattern_that_runs_away__when_it_is_saved__then_it_is_refused() {
        var refused =
                owner.post(
                        PROFILES,
                        Map.of(
                                "name",
                                "Careful",
                                "avoid_list",
                                List.of(
                                        Map.of(
                                                "pattern", "(a+)+$",
                                                "kind", "regex",
                                                "severity", 2))));

        assertThat(refused.status()).as(refused.raw().body()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("voice_profile.bad_pattern");
        assertThat(refused.text("/errors/0/field")).isEqualTo("avoid_list[0].pattern");
    }

    @Test
    @Tag("content-65")
    void given_presets_and_own_profiles__when_people_look__then_presets_are_everybodys_and_fixed() {
        var id = learned();

        assertThat(slugs(stranger.get(PROFILES)))
                .containsExactly("conversational", "professional", "servant-leader");
        assertThat(slugs(owner.get(PROFILES))).hasSize(4).startsWith("default");
        assertThat(slugs(owner.get(PROFILES + "?include_presets=false"))).hasSize(1);
        assertThat(stranger.get(PROFILES + "/" + id).code()).isEqualTo("voice_profile.not_found");
        assertThat(owner.patch(PROFILES + "/professional", Map.of("name", "Mine")).code())
                .isEqualTo("voice_profile.preset_read_only");
        assertThat(owner.delete(PROFILES + "/professional").status()).isEqualTo(403);
        var copy = owner.post(PROFILES + "/professional/clone", Map.of("name", "Our voice"));
        assertThat(copy.text("/slug")).isEqualTo("our-voice");
        assertThat(copy.text("/tone_description")).isNotBlank();
        assertThat(owner.get(PROFILES + "/professional/preview").text("/text"))
                .contains("## Voice: professional");
        var viewer = Team.join(owner, "Vera Rubin", "viewer");
        assertThat(viewer.get(PROFILES).status()).isEqualTo(403);
        var editor = Team.join(owner, "Eve Curie", "editor");
        assertThat(editor.get(PROFILES).status()).isEqualTo(200);
        assertThat(editor.post(PROFILES, Map.of("name", "No")).status()).isEqualTo(403);
    }

    private static List<String> slugs(Api.Answer page) {
        return page.at("/items").valueStream().map(it -> it.path("slug").asString()).toList();
    }

    @Test
    @Tag("content-66")
    void given_names_that_are_taken__when_profiles_are_made__then_they_get_numbers() {
        var first = owner.post(PROFILES, Map.of("name", "D\u00e9j\u00e0 vu!"));
        var second = owner.post(PROFILES, Map.of("name", "Deja vu"));
        var third = owner.post(PROFILES, Map.of("name", "Professional"));

        assertThat(first.text("/slug")).isEqualTo("deja-vu");
        assertThat(second.text("/slug")).isEqualTo("deja-vu-2");
        assertThat(third.text("/slug")).isEqualTo("professional-2");
        assertThat(owner.post(PROFILES, Map.of("name", "X", "slug", "deja-vu")).code())
                .isEqualTo("voice_profile.slug_taken");
        assertThat(owner.post(PROFILES, Map.of("name", "X", "slug", "Not Good")).status())
                .isEqualTo(422);
    }

    @Test
    void given_two_people__when_both_change_a_profile__then_the_second_sees_the_first() {
        var made = owner.post(PROFILES, Map.of("name", "Shared", "word_choices", "Plain words."));
        var path = PROFILES + "/" + made.text("/id");
        assertThat(made.header("ETag")).contains("\"1\"");

        assertThat(owner.patch(path, Map.of()).at("/revision").asInt()).isEqualTo(1);
        assertThat(
                        owner.with("If-Match", "\"1\"")
                                .put(path, Map.of("description", "For blog posts"))
                                .at("/revision")
                                .asInt())
                .isEqualTo(2);
        var stale = owner.with("If-Match", "\"1\"").patch(path, Map.of("name", "Other"));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.text("/current/description")).isEqualTo("For blog posts");
        assertThat(owner.patch(path, Map.of("mood", "good")).code()).isEqualTo("unknown_field");
        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(owner.get(path).status()).isEqualTo(404);
    }

    @Test
    void given_many_samples__when_they_are_listed__then_pages_miss_none() {
        for (var i = 0; i < 5; i++) {
            add("A text of mine, number %d.".formatted(i), "author_label", i < 3 ? "Ada" : "Bob");
        }

        var first = owner.get(SAMPLES + "?limit=2&author=Ada");
        var rest = owner.get(SAMPLES + "?limit=2&author=Ada&cursor=" + first.text("/next_cursor"));

        assertThat(first.at("/samples")).hasSize(2);
        assertThat(rest.at("/samples").valueStream().map(JsonNode::toString))
                .singleElement()
                .asString()
                .contains("number 0");
        assertThat(rest.at("/next_cursor").isMissingNode()).isTrue();
    }

    @Test
    @Tag("content-91")
    void given_a_text_and_a_story__when_it_is_linted__then_findings_are_those_of_the_check() {
        var text = "We delve into it \u2014 again. 40 people cheered in Paris.";
        var story = "We looked at it again.";

        var checked = owner.post("/quality/check", Map.of("text", text, "story_text", story));
        var linted = owner.post("/text/lint", Map.of("text", text, "story_text", story));
        var without = owner.post("/text/lint", Map.of("text", text));

        assertThat(linted.at("/report/findings")).isEqualTo(checked.at("/findings"));
        assertThat(linted.at("/human_score").asDouble()).isBetween(1.0, 9.9);
        assertThat(without.at("/report/findings").toString()).doesNotContain("fabrication.");
        assertThat(owner.post("/text/lint", Map.of("text", text, "profile_id", "nobody")).code())
                .isEqualTo("voice_profile.not_found");
    }
}
