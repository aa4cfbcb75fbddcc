package com.postmagiq.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostmagiqTest
class ModelsTests {
    private final AgentSettings settings;
    private final Database database;
    private final JdbcClient jdbc;
    private final String model = "m-" + UUID.randomUUID();

    ModelsTests(AgentSettings settings, Database database, JdbcClient jdbc) {
        this.database = database;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /** A clock that a test moves. */
    private static final class Hands extends Clock {
        private Instant now = Instant.now();

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void given_the_shipped_file__when_the_database_was_filled__then_both_say_the_same() {
        var file = Models.shipped(settings);
        var stored = new Models(settings, jdbc, Clock.systemUTC()).get();

        for (var name :
                new String[] {"claude-opus", "gpt-5.2-high", "gemini", "groq-llama-8b", "ollama"}) {
            var agent = AgentDefinition.named(name);
            var provider = Provider.of(agent).orElseThrow();
            var expected = file.choose(provider, agent).model();
            var found = stored.choose(provider, agent).model();
            assertThat(found.id()).isEqualTo(expected.id());
            assertThat(found.price().input()).isEqualByComparingTo(expected.price().input());
            assertThat(found.price().output()).isEqualByComparingTo(expected.price().output());
            assertThat(found.contextWindow()).isEqualTo(expected.contextWindow());
            assertThat(found.reasoning()).isEqualTo(expected.reasoning());
        }
    }

    @Test
    void given_a_price_of_tomorrow__when_tomorrow_comes__then_it_holds_without_a_restart() {
        var hands = new Hands();
        price("0.001", hands.now.minus(Duration.ofDays(1)));
        price("0.009", hands.now.plus(Duration.ofDays(1)));
        var models = new Models(settings, jdbc, hands);
        assertThat(input(models)).isEqualByComparingTo("0.001");

        hands.now = hands.now.plus(Duration.ofDays(2));

        assertThat(input(models)).isEqualByComparingTo("0.009");
    }

    @Test
    @Tag("workflow-65")
    void given_a_retired_name__when_it_is_used__then_its_replacement_answers_with_a_warning() {
        price("0.001", Instant.EPOCH);
        var old = "old-" + model;
        jdbc.sql(
                        "insert into core.model_aliases (provider, alias, model_id, retired_at, replacement) values ('groq', ?, 'gone', '2026-02-01', ?)")
                .params(old, model)
                .update();

        var choice =
                new Models(settings, jdbc, Clock.systemUTC())
                        .get()
                        .choose(Provider.GROQ, TestAgents.agent("groq-writer", null, null, old));

        assertThat(choice.model().id()).isEqualTo(model);
        assertThat(choice.model().known()).isTrue();
        assertThat(choice.warning()).contains(old, "2026-02-01", model);
    }

    @Test
    void given_an_edited_row__when_the_application_starts_again__then_the_edit_stays() {
        Maintenance.update(
                database,
                "update core.model_aliases set model_id = 'llama-3.1-8b-instant' where provider = ? and alias = ?",
                "groq",
                "gemma2-9b");

        var choice =
                new Models(settings, jdbc, Clock.systemUTC())
                        .get()
                        .choose(Provider.GROQ, AgentDefinition.named("groq-gemma2-9b"));

        assertThat(choice.model().id()).isEqualTo("llama-3.1-8b-instant");
    }

    private BigDecimal input(Models models) {
        return models.get()
                .choose(Provider.GROQ, TestAgents.agent("groq-writer", null, null, model))
                .model()
                .price()
                .input();
    }

    private void price(String input, Instant from) {
        jdbc.sql(
                        """
                        insert into core.model_prices (provider, model_id, valid_from, input_usd_per_1k,
                            output_usd_per_1k, context_window)
                        values ('groq', ?, ?, cast(? as numeric), 0.002, 1000)
                        """)
                .params(model, Timestamp.from(from), input)
                .update();
    }
}
