package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Golden sets and experiments as a person uses them. */
final class Lab {
    private static final Set<String> ENDED = Set.of("complete", "cancelled", "failed");
    private static final String EXPERIMENTS = "/evaluation/experiments";
    private static final String SETS = "/evaluation/sets";

    /** Each tells something of its own, with numbers and names to check. */
    private static final List<String> STORIES =
            List.of(
                    """
                    On Monday morning the oven of our bakery did not start. I had promised 40 loaves to the school by
                    seven. Ruth lit the old wood oven that nobody had used since 2009. The first batch burned black.
                    The second one came out at half past six. We carried the loaves over in laundry baskets. Since
                    then we bake in the old oven once a month, so that nobody forgets how it is done.
                    """,
                    """
                    The choir lost its rehearsal room in March. I called 12 churches and got 12 friendly refusals.
                    Then the man from the bus depot let us sing between the buses. The echo was terrible and we had
                    to sing slower. At the concert in June people asked why we sounded so calm. We had learned to
                    wait for the echo. I never looked for another room again.
                    """,
                    """
                    My first translation had a mistake on the cover. I had written the name of the author with one
                    letter too few. The printer called me at nine in the evening and asked whether that was right.
                    I said yes without looking. We printed 800 copies. I went to every bookshop of the town with
                    a pen and added the letter by hand. Now I read covers aloud, letter by letter.
                    """,
                    """
                    We wanted to count the swifts at the station. I gave 30 volunteers a sheet of paper each. At
                    dusk they came back with numbers from 4 to 900. Nobody had written down where they stood. Paul
                    drew a map of the roof on the pavement with chalk. The next evening the sheets agreed within
                    ten birds. A number without a place is a rumour.
                    """,
                    """
                    The elevator of our house stood still for 5 weeks. I live on the sixth floor with a cello. The
                    caretaker offered to carry it, and I said no because I was proud. On the fourth day I slipped and
                    broke the neck of the cello. The repair cost me 1,100 euros. I carried my pride down the stairs
                    and asked him for help. We drink coffee together on Fridays now.
                    """,
                    """
                    I taught a class of 25 adults to swim in a lake. On the first day nobody went in deeper than
                    the knees. I showed them strokes on the shore and they nodded. Then Amina, who was 71, simply
                    sat down in the water. She laughed so loudly that the others came after her. I threw my lesson
                    plan away. Now every course begins with sitting down.
                    """);

    private final Api person;

    Lab(Api person) {
        this.person = person;
    }

    /** A set with this story so many times; its id. */
    String setOf(String story, int cases) {
        var set = set(0);
        for (var i = 0; i < cases; i++) {
            add(set, Map.of("story", story, "shape", "SHORT"));
        }
        return set;
    }

    /** A set with so many of the stories; its id. */
    String set(int cases) {
        var created = person.post(SETS, Map.of("name", "Set %d".formatted(System.nanoTime())));
        assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
        var set = created.text("/id");
        for (var i = 0; i < cases; i++) {
            add(set, story(i));
        }
        return set;
    }

    static Map<String, Object> story(int number) {
        var story = STORIES.get(number).replaceAll("\\s+", " ").strip();
        var words = story.split(" ", -1);
        return new HashMap<>(
                Map.of(
                        "label", "Story %d".formatted(number + 1),
                        "story", story,
                        "shape", "SHORT",
                        "tags", List.of("own"),
                        "expectations",
                                Map.of(
                                        "must_contain",
                                        List.of(words[1]),
                                        "must_not_contain",
                                        List.of("game-changing"),
                                        "min_words",
                                        20,
                                        "max_words",
                                        400)));
    }

    String add(String set, Map<String, Object> body) {
        var added = person.post(SETS + "/" + set + "/cases", body);
        assertThat(added.status()).as(added.raw().body()).isEqualTo(201);
        return added.text("/id");
    }

    static Map<String, Object> arms(String a, String b) {
        return Map.of("a", Map.of("config_slug", a), "b", Map.of("config_slug", b));
    }

    Api.Answer quote(String set, Map<String, Object> arms, int repeats) {
        return person.post(
                EXPERIMENTS + "/quote", Map.of("set_id", set, "arms", arms, "repeats", repeats));
    }

    /** Asks for the price and starts with it; the id. */
    String start(String set, Map<String, Object> arms, Map<String, Object> more) {
        var started = tryStart(set, arms, more);
        assertThat(started.status()).as(started.raw().body()).isEqualTo(201);
        return started.text("/id");
    }

    Api.Answer tryStart(String set, Map<String, Object> arms, Map<String, Object> more) {
        var repeats = (int) more.getOrDefault("repeats", 1);
        var quote = quote(set, arms, repeats);
        assertThat(quote.status()).as(quote.raw().body()).isEqualTo(200);
        var body = new HashMap<String, Object>();
        body.put("set_id", set);
        body.put("arms", arms);
        body.put("quote_id", quote.text("/quote_id"));
        body.put("max_cost_usd", 5);
        body.putAll(more);
        return person.post(EXPERIMENTS, body);
    }

    Api.Answer look(String experiment) {
        return person.get(EXPERIMENTS + "/" + experiment);
    }

    /** Waits for the end and shows the experiment. */
    Api.Answer ended(String experiment) {
        var last = new Api.Answer[1];
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            last[0] = look(experiment);
                            return ENDED.contains(last[0].text("/status"));
                        });
        return last[0];
    }

    Api.Answer report(String experiment) {
        return person.get(EXPERIMENTS + "/" + experiment + "/report");
    }

    String file(String experiment, String format) {
        return person.get(EXPERIMENTS + "/%s/report?format=%s".formatted(experiment, format))
                .raw()
                .body();
    }

    static JsonNode metric(Api.Answer report, String name) {
        return report.at("/metrics")
                .valueStream()
                .filter(metric -> metric.path("metric").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<JsonNode> cells(String experiment) {
        var all = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page =
                    person.get(
                            EXPERIMENTS
                                    + "/%s/results?limit=5%s"
                                            .formatted(
                                                    experiment,
                                                    cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.at("/items").forEach(all::add);
            cursor = page.at("/next_cursor").asString("");
        } while (!cursor.isEmpty());
        return all;
    }

    Api.Answer post(String path, Map<String, Object> body) {
        return person.post("/evaluation" + path, body);
    }

    /** Imports a file. */
    Api.Answer lines(String set, String file) {
        return person.post(SETS + "/" + set + "/cases/import", file);
    }
}
