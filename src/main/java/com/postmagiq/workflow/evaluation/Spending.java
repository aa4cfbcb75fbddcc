package com.postmagiq.workflow.evaluation;

import com.postmagiq.workspace.Workspaces;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where the money of a workspace went. Deleted runs count: their calls were paid. */
@Service
@Transactional(readOnly = true)
public class Spending {
    /** By what calls are gathered. */
    public enum By {
        AGENT("i.agent"),
        PROVIDER("i.provider"),
        MODEL("i.model"),
        CONFIG("r.config_slug"),
        STATE("i.state");

        private final String column;

        By(String column) {
            this.column = column;
        }

        /** As it stands in requests. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String COSTS =
            """
            select %s as name, count(*) as invocations, coalesce(sum(i.cost_usd), 0) as cost,
                   coalesce(sum(coalesce(i.input_tokens, 0) + coalesce(i.output_tokens, 0)), 0) as tokens
              from app.agent_invocations i
              join app.workflow_runs r on r.workspace_id = i.workspace_id and r.id = i.run_id
             where (:offline or i.provider <> 'offline') and r.created_at >= :from and\s"""
                    + Included.PURPOSES
                    + """
             group by 1
             order by cost desc, 1
            """;

    private final JdbcClient jdbc;
    private final Workspaces workspaces;
    private final Clock clock;

    Spending(JdbcClient jdbc, Workspaces workspaces, Clock clock) {
        this.jdbc = jdbc;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    private record Line(String name, long invocations, BigDecimal cost, long tokens) {}

    /**
     * @param days null for all time
     */
    public EvaluationViews.Costs costs(@Nullable Integer days, By by, Included included) {
        var lines =
                jdbc.sql(COSTS.formatted(by.column))
                        .params(included.parameters())
                        .param("from", Period.from(days, clock.instant(), workspaces.timeZone()))
                        .query(Line.class)
                        .list();
        var total = lines.stream().map(Line::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        var shares = Rounded.percentages(lines.stream().map(Line::cost).toList());
        return new EvaluationViews.Costs(
                money(total),
                IntStream.range(0, lines.size())
                        .mapToObj(
                                i -> {
                                    var line = lines.get(i);
                                    return new EvaluationViews.Cost(
                                            line.name(),
                                            line.invocations(),
                                            line.tokens(),
                                            money(line.cost()),
                                            Rounded.average(line.cost(), line.invocations()),
                                            shares.get(i));
                                })
                        .toList());
    }

    private static BigDecimal money(BigDecimal exact) {
        return Objects.requireNonNull(Rounded.two(exact));
    }
}
