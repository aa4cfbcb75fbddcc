package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a run will take is told before it starts, and holds. */
@RunsTest
class QuoteTests {
    private final Newsroom room;
    private final Database database;

    QuoteTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.database = database;
    }

    @Test
    @Tag("workflow-83")
    void
            given_a_story__when_its_price_is_asked__then_nothing_is_called_and_a_run_is_charged_just_that() {
        room.uses("split").obliging();

        var quote = quote();

        assertThat(room.calls()).isEmpty();
        assertThat(quote.path("credits").asInt()).isEqualTo(2 + 3 + 2);
        assertThat(quote.path("available").asBoolean()).isTrue();
        assertThat(quote.path("would_exceed").asBoolean()).isFalse();
        assertThat(quote.at("/cost_usd/basis").asString()).isEqualTo("computed");
        assertThat(quote.at("/cost_usd/high").decimalValue())
                .isGreaterThan(quote.at("/cost_usd/expected").decimalValue())
                .isLessThanOrEqualTo(quote.at("/cost_usd/worst").decimalValue());
        assertThat(quote.at("/cost_usd/worst").decimalValue()).isLessThanOrEqualTo(BigDecimal.TEN);
        assertThat(quote.at("/caps").valueStream().map(cap -> cap.path("scope").asString()))
                .containsExactly("run", "run", "workspace_day", "workspace_month");
        var run = room.start(Map.of("quote_id", quote.path("quote_id").asString()));
        room.awaitsPersonIn(run, "human-approval");
        room.decide(run, "approved");
        assertThat(room.awaits(run, "complete").at("/credits_charged").asInt())
                .isEqualTo(quote.path("credits").asInt());
    }

    @Test
    @Tag("workflow-83")
    void given_five_finished_runs__when_a_price_is_asked__then_its_money_comes_from_them() {
        room.uses("split").obliging();
        for (var i = 0; i < 5; i++) {
            approvedToTheEnd(room.start());
        }

        var quote = quote();

        assertThat(quote.at("/cost_usd/basis").asString()).isEqualTo("history");
        assertThat(quote.at("/cost_usd/sample_size").asInt()).isEqualTo(5);
        var costs =
                room.owner
                        .get("/workflow-runs")
                        .at("/items")
                        .valueStream()
                        .map(run -> run.path("total_cost_usd").decimalValue())
                        .sorted()
                        .toList();
        assertThat(quote.at("/cost_usd/expected").decimalValue())
                .isEqualByComparingTo(costs.get(2));
        assertThat(quote.at("/cost_usd/high").decimalValue()).isBetween(costs.get(3), costs.get(4));
    }

    @Test
    @Tag("workflow-83")
    void
            given_a_price_that_was_told__when_the_configuration_is_edited__then_no_run_starts_with_it() {
        room.uses("split").obliging();
        var quote = quote();

        room.edits("Split auditors", "Split auditors, revised");

        var refused = room.tryStart(Map.of("quote_id", quote.path("quote_id").asString()));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("run.quote_changed");
        assertThat(room.owner.get("/workflow-runs").at("/items")).isEmpty();
        room.start(Map.of("quote_id", quote().path("quote_id").asString()));
    }

    @Test
    @Tag("workflow-83")
    void given_a_price__when_it_is_too_old_or_of_strangers__then_no_run_starts_with_it() {
        room.uses("split").obliging();
        var id = quote().path("quote_id").asString();
        var stranger = Newsroom.of(room.owner.stranger().signUp("Bob Moses")).uses("split");

        assertThat(stranger.tryStart(Map.of("quote_id", id)).code()).isEqualTo("run.quote_changed");
        Maintenance.update(
                database,
                "update app.run_quotes set created_at = created_at - interval '11 minutes', expires_at = expires_at - interval '11 minutes' where workspace_id = ?",
                room.owner.workspaceId());
        assertThat(room.tryStart(Map.of("quote_id", id)).code()).isEqualTo("run.quote_changed");
    }

    @Test
    void given_a_cap_in_credits__when_it_is_below_the_price__then_the_start_is_refused() {
        room.uses("split").obliging();

        assertThat(room.tryStart(Map.of("max_credits", 6)).code()).isEqualTo("run.cap_below_quote");
        assertThat(room.tryStart(Map.of("max_credits", 7)).status()).isEqualTo(201);
        assertThat(room.tryStart(Map.of("max_cost_usd", "11")).code()).isEqualTo("run.cap_invalid");
    }

    @Test
    void given_caps_with_little_left__when_a_price_is_asked__then_it_says_there_is_no_room() {
        room.uses("split").obliging();
        room.owner.put("/settings/cost-caps", Map.of("daily_usd", "0.000001"));

        assertThat(quote().path("would_exceed").asBoolean()).isTrue();
    }

    /** Later runs look like earlier ones, which the checks ask about. */
    private void approvedToTheEnd(String run) {
        while (!room.status(run).equals("complete")) {
            if (room.status(run).equals("awaiting_human")) {
                room.decide(run, "approved");
            }
        }
    }

    private JsonNode quote() {
        var body =
                new HashMap<String, Object>(
                        Map.of("story", room.story(), "config", room.slug(), "shape", "SHORT"));
        var answer = room.owner.post("/workflow-runs/quote", body);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.body();
    }
}
