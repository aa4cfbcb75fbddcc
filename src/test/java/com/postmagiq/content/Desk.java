package com.postmagiq.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What writers do with posts in tests; whatever is not refused on purpose must work. */
public final class Desk {
    private Desk() {}

    /** A strategy of chapters with one chapter; the chapter's id. */
    public static String chapter(Api owner) {
        var goal = made(owner.post("/goals", Map.of("name", "Quiet offices"))).text("/id");
        return chapter(owner, goal, "Meetings");
    }

    /** Another chapter of a strategy. */
    public static String chapter(Api owner, String goal, String title) {
        return made(owner.post(
                        "/chapters", Map.of("goal_id", goal, "title", title, "theme", "busy days")))
                .text("/id");
    }

    /** A post of pairs of names and values. */
    public static Api.Answer post(Api writer, Object... parts) {
        return made(writer.post("/posts", body(parts)));
    }

    /** A post with a text; its reference. */
    public static String written(Api writer, String text) {
        return post(writer, "topic", "A post", "content", text).text("/ref");
    }

    /** A post that is finished; its reference. */
    public static String ready(Api writer, String text) {
        var ref = written(writer, text);
        assertThat(move(writer, ref, "ready").status()).isEqualTo(200);
        return ref;
    }

    /** Moves a post by changing its status. */
    public static Api.Answer move(Api writer, String ref, String status) {
        return writer.patch("/posts/" + ref, Map.of("status", status));
    }

    /** Saves a text on the revision the post has now. */
    public static Api.Answer save(Api writer, String ref, String text) {
        return made(at(writer, ref).put("/posts/" + ref + "/content", Map.of("content", text)));
    }

    /** The same person, changing what the post is now. */
    public static Api at(Api writer, String ref) {
        return writer.with("If-Match", writer.get("/posts/" + ref).header("ETag").orElseThrow());
    }

    /** A body of pairs of names and values; null is sent as such. */
    public static Map<String, @Nullable Object> body(@Nullable Object... parts) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        for (var i = 0; i < parts.length; i += 2) {
            body.put(String.valueOf(parts[i]), parts[i + 1]);
        }
        return new HashMap<>(body);
    }

    public static Api.Answer made(Api.Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isBetween(200, 201);
        return answer;
    }
}
