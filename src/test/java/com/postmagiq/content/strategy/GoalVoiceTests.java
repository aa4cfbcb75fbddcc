package com.postmagiq.content.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The voice a strategy speaks in, and how near its posts come to it. */
@PostmagiqTest
class GoalVoiceTests {
    private static final String SENTENCE = "I trusted the green label and it was wrong again. ";

    private final Api owner;
    private final Api stranger;
    private final Planning planning;
    private final Database database;

    GoalVoiceTests(@LocalServerPort int port, Database database) {
        this.owner = Api.at(port).signUp("Ada Lovelace");
        this.stranger = Api.at(port).signUp("Bob Moses");
        this.planning = new Planning(owner);
        this.database = database;
    }

    private String learned() {
        owner.post(
                "/voice/samples",
                Map.of("source_type", "upload", "content", SENTENCE.repeat(60).strip()));
        var answer = owner.post("/voice/analyze?wait=60", Map.of("use_model", false));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.text("/profile_id");
    }

    private Api.Answer speaks(String goal, String voice) {
        return owner.patch("/goals/" + goal, Map.of("voice_profile_id", voice));
    }

    @Test
    void given_voices__when_strategies_choose__then_own_and_shipped_ones_are_theirs_till_deleted() {
        var none = owner.post("/voice-profiles/professional/make-default", Map.of());
        var first = planning.goal("First");
        var voice = learned();
        var later = owner.post("/goals", Map.of("name", "Later", "voice_profile_id", voice));

        assertThat(none.status()).isEqualTo(409);
        assertThat(none.code()).isEqualTo("voice_profile.no_goal");
        assertThat(owner.get("/goals/" + first).text("/voice_profile_id"))
                .as("made before anybody's voice was known")
                .isEqualTo(voice);
        assertThat(later.text("/voice_profile_id")).isEqualTo(voice);
        assertThat(speaks(first, UUID.randomUUID().toString()).code())
                .isEqualTo("voice_profile.unknown");
        assertThat(
                        stranger.post("/goals", Map.of("name", "Mine", "voice_profile_id", voice))
                                .code())
                .isEqualTo("voice_profile.unknown");
        assertThat(speaks(first, "conversational").text("/voice_profile_id"))
                .isEqualTo("conversational");
        assertThat(isDefault("conversational")).isTrue();
        assertThat(isDefault(voice)).isFalse();

        var made = owner.post("/voice-profiles/" + voice + "/make-default", Map.of());

        assertThat(made.status()).as(made.raw().body()).isEqualTo(200);
        assertThat(made.text("/voice_profile_id")).isEqualTo(voice);
        assertThat(isDefault(voice)).isTrue();
        assertThat(
                        owner.post("/goals/" + first + "/duplicate", Map.of("copy_posts", false))
                                .text("/voice_profile_id"))
                .isEqualTo(voice);
        var cleared =
                owner.patch("/goals/" + first, Collections.singletonMap("voice_profile_id", null));
        assertThat(cleared.body().has("voice_profile_id")).isFalse();
        assertThat(owner.delete("/voice-profiles/" + voice).status()).isEqualTo(204);
        assertThat(owner.get("/goals/" + later.text("/id")).body().has("voice_profile_id"))
                .isFalse();
    }

    private boolean isDefault(String voice) {
        return owner.get("/voice-profiles/" + voice).at("/is_default").asBoolean();
    }

    @Test
    void given_a_post__when_its_voice_is_asked_for__then_each_version_has_its_own_stored_answer() {
        var goal = planning.goal("Loud");
        var post = planning.post(planning.chapter(goal, "One"), "labels");
        var path = "/posts/" + post.text("/id");

        assertThat(owner.get(path + "/fidelity").code()).isEqualTo("post.text_required");
        write(path, "Short.");
        assertThat(owner.get(path + "/fidelity").code()).isEqualTo("voice_profile.not_measured");
        var voice = learned();
        var brief = owner.get(path + "/fidelity");
        assertThat(brief.text("/fidelity/reason")).isEqualTo("too_short");
        assertThat(brief.text("/profile_id")).isEqualTo(voice);

        write(path, SENTENCE.repeat(12).strip());
        owner.patch("/goals/" + goal, Map.of("min_fidelity", 100));
        var heard = owner.get(path + "/fidelity");
        var again = owner.get(path + "/fidelity?profile_id=" + voice);

        assertThat(heard.status()).as(heard.raw().body()).isEqualTo(200);
        assertThat(heard.at("/fidelity/score").asInt()).isBetween(1, 99);
        assertThat(heard.at("/below_minimum").asBoolean()).isTrue();
        assertThat(again.at("/fidelity")).isEqualTo(heard.at("/fidelity"));
        assertThat(stored(post.text("/id"))).isNotEmpty().doesNotHaveDuplicates();
        assertThat(owner.get(path + "/fidelity?version=99").code())
                .isEqualTo("post.version_not_found");
        assertThat(owner.get(path + "/fidelity?profile_id=professional").code())
                .isEqualTo("voice_profile.not_measured");
        assertThat(stranger.get(path + "/fidelity").status()).isEqualTo(404);
    }

    private void write(String path, String text) {
        var saved =
                owner.with("If-Match", owner.get(path).header("ETag").orElseThrow())
                        .put(path + "/content", Map.of("content", text));
        assertThat(saved.status()).as(saved.raw().body()).isEqualTo(200);
    }

    private List<Integer> stored(String post) {
        return Maintenance.call(
                database,
                rows ->
                        rows.sql("select version_number from app.post_fidelity where post_id = ?")
                                .param(UUID.fromString(post))
                                .query(Integer.class)
                                .list());
    }
}
