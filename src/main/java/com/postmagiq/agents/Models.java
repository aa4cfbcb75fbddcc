package com.postmagiq.agents;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Aliases and prices of models as the database has them: filled from a file where a row is missing,
 * edited by the operator, and looked at again every few seconds.
 */
@Component
public class Models implements Supplier<ModelTable> {
    private static final Logger LOG = LoggerFactory.getLogger(Models.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final String SHIPPED = "agents/models.yaml";

    /** Older than any price somebody sets. */
    private static final Instant SEEDED = Instant.parse("2025-01-01T00:00:00Z");

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile Seen seen;

    private record Seen(ModelTable table, Instant at) {}

    Models(AgentSettings settings, JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        seed(shipped(settings));
        this.seen = new Seen(load(), clock.instant());
    }

    /** The file the settings name, or the one in the jar. */
    static ModelTable shipped(AgentSettings settings) {
        var file = settings.models();
        return ModelFile.read(file == null ? new ClassPathResource(SHIPPED) : file);
    }

    /** What holds now. A database that does not answer leaves what was seen last. */
    @Override
    public ModelTable get() {
        var last = seen;
        var now = clock.instant();
        if (now.isBefore(last.at().plus(REMEMBERED)) && !now.isBefore(last.at())) {
            return last.table();
        }
        try {
            last = new Seen(load(), now);
        } catch (DataAccessException e) {
            LOG.warn("The model prices could not be read again; the last ones are used", e);
            last = new Seen(last.table(), now);
        }
        seen = last;
        return last.table();
    }

    private void seed(ModelTable file) {
        for (var row : file.prices()) {
            jdbc.sql(
                            """
                            insert into core.model_prices (provider, model_id, valid_from, input_usd_per_1k,
                                output_usd_per_1k, context_window, reasoning)
                            values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                            """)
                    .params(
                            row.provider(),
                            row.model(),
                            Timestamp.from(SEEDED),
                            row.price().input(),
                            row.price().output(),
                            row.contextWindow(),
                            row.reasoning())
                    .update();
        }
        for (var row : file.aliases()) {
            jdbc.sql(
                            """
                            insert into core.model_aliases (provider, alias, model_id, retired_at, replacement)
                            values (?, ?, ?, cast(? as date), ?) on conflict do nothing
                            """)
                    .param(row.provider())
                    .param(row.alias())
                    .param(row.model())
                    .param(row.retiredAt())
                    .param(row.replacement())
                    .update();
        }
    }

    private ModelTable load() {
        var prices =
                jdbc.sql(
                                """
                                select distinct on (provider, model_id) *
                                  from core.model_prices
                                 where valid_from <= ?
                                 order by provider, model_id, valid_from desc
                                """)
                        .param(Timestamp.from(clock.instant()))
                        .query(
                                (row, _) ->
                                        new ModelTable.PriceRow(
                                                row.getString("provider"),
                                                row.getString("model_id"),
                                                new Price(
                                                        row.getBigDecimal("input_usd_per_1k"),
                                                        row.getBigDecimal("output_usd_per_1k")),
                                                row.getInt("context_window"),
                                                row.getBoolean("reasoning")))
                        .list();
        var aliases =
                jdbc.sql("select * from core.model_aliases")
                        .query(
                                (row, _) ->
                                        new ModelTable.AliasRow(
                                                row.getString("provider"),
                                                row.getString("alias"),
                                                row.getString("model_id"),
                                                day(row.getObject("retired_at", LocalDate.class)),
                                                row.getString("replacement")))
                        .list();
        return ModelTable.of(prices, aliases);
    }

    private static @Nullable String day(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }
}
