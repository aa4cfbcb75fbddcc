package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.agents.Agent;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentSettings;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.LocalOffers;
import com.postmagiq.agents.Models;
import com.postmagiq.agents.ProviderSettings;
import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.control.Deciding;
import com.postmagiq.workflow.control.DecisionRequest;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.control.StartRequest;
import com.postmagiq.workflow.control.WorkflowRuns;
import com.postmagiq.workflow.engine.Engine;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The engine and what people do to it, for one simulated person. */
record SimulatedNode(Parts parts, Actor actor, UUID workspace) {
    /** Whose clock and agents the present thread, and those it starts, live by. */
    static final InheritableThreadLocal<@Nullable Simulation> CURRENT =
            new InheritableThreadLocal<>();

    /** The product's own parts. */
    record Parts(
            Engine engine,
            WorkflowRuns runs,
            RunCommands commands,
            Deciding deciding,
            JdbcClient jdbc,
            TransactionTemplate transactions) {}

    /** The two things that are made up: time and answers. */
    @TestConfiguration
    static class MadeUp {
        @Bean
        @Primary
        Clock virtualClock() {
            return new VirtualClock();
        }

        @Bean
        @Primary
        Agents scriptedAgents(
                AgentSettings settings,
                ProviderSettings providers,
                Installation installation,
                Models models,
                LocalOffers offers) {
            return new ScriptedAgents(settings, providers, installation, models, offers);
        }
    }

    private static final class VirtualClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            var simulation = CURRENT.get();
            return simulation == null ? Instant.now() : simulation.now();
        }
    }

    private static final class ScriptedAgents extends Agents {
        ScriptedAgents(
                AgentSettings settings,
                ProviderSettings providers,
                Installation installation,
                Models models,
                LocalOffers offers) {
            super(settings, providers, installation, models, offers);
        }

        @Override
        public Agent agent(AgentDefinition definition, AgentSettings.Mode mode) {
            return Objects.requireNonNull(CURRENT.get());
        }
    }

    UUID start(StartRequest request) {
        return in(() -> parts.runs.start(request, actor, null));
    }

    void advance(UUID run) {
        parts.engine.advance(workspace, run);
    }

    /** As another node would, while the caller is in the middle of something. */
    void advanceElsewhere(UUID run) {
        var other =
                Thread.ofPlatform()
                        .unstarted(
                                () -> {
                                    try {
                                        advance(run);
                                    } catch (Simulation.NodeDied _) {
                                        // Then both are gone.
                                    }
                                });
        var failure = new Throwable[1];
        other.setUncaughtExceptionHandler((_, thrown) -> failure[0] = thrown);
        other.start();
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure[0] != null) {
            throw new AssertionError(failure[0]);
        }
    }

    void command(UUID run, String name) {
        in(
                () -> {
                    switch (name) {
                        case "pause" -> parts.commands.pause(run, actor);
                        case "resume" -> parts.commands.resume(run, actor);
                        case "step" -> parts.commands.step(run, actor);
                        case "abort" -> parts.commands.abort(run, actor);
                        case "retry" -> parts.commands.retry(run, actor);
                        default -> throw new IllegalArgumentException(name);
                    }
                    return run;
                });
    }

    void decide(UUID run, DecisionRequest request) {
        in(
                () -> {
                    parts.deciding.decide(run, request, actor);
                    return run;
                });
    }

    Simulation.RunRow row(UUID run) {
        return read(
                jdbc ->
                        jdbc.sql(
                                        """
                                        select status, current_state, transitions, active_ms,
                                               total_cost_usd + uncertain_cost_usd as cost, held_cost_usd as held,
                                               max_cost_usd as max_cost, last_seq, fence,
                                               (select count(*) from app.workflow_decisions d
                                                 where d.run_id = r.id and d.status = 'open') as open
                                          from app.workflow_runs r where id = ?
                                        """)
                                .param(run)
                                .query(Simulation.RunRow.class)
                                .single());
    }

    Simulation.Question question(UUID run) {
        return read(
                jdbc ->
                        jdbc.sql(
                                        "select id, options from app.workflow_decisions where"
                                                + " run_id = ? and status = 'open'")
                                .param(run)
                                .query(
                                        (row, _) ->
                                                new Simulation.Question(
                                                        row.getObject(1, UUID.class),
                                                        Arrays.asList(
                                                                (String[])
                                                                        row.getArray(2)
                                                                                .getArray())))
                                .single());
    }

    /** When the newest task of the run is due. */
    Instant due(UUID run) {
        return read(
                jdbc ->
                        jdbc.sql(
                                        """
                                        select coalesce(max(execution_time), '-infinity') from core.scheduled_tasks
                                         where task_name = 'advance-run' and task_instance like ?
                                        """)
                                .param(run + ":%")
                                .query((row, _) -> row.getTimestamp(1).toInstant())
                                .single());
    }

    /** State and number of the visit a call belongs to. */
    String visitOf(UUID invocation) {
        return read(
                jdbc ->
                        jdbc.sql(
                                        "select state || ' ' || visit from app.agent_invocations"
                                                + " where id = ?")
                                .param(invocation)
                                .query(String.class)
                                .single());
    }

    /** The events, without ids and times. */
    List<String> history(UUID run) {
        return read(
                jdbc ->
                        jdbc.sql(
                                        """
                                        select concat_ws(' ', seq, type, state, visit, data->>'agent', data->>'transition',
                                                   data->>'next_state', data->>'rules', data->>'error_code', data->>'decision',
                                                   data->'error'->>'code')
                                          from app.workflow_events where run_id = ? order by seq
                                        """)
                                .param(run)
                                .query(String.class)
                                .list());
    }

    /** Numbers without gaps, no state after an end unless somebody began again. */
    void assertHistory(UUID run) {
        var events =
                read(
                        jdbc ->
                                jdbc.sql(
                                                "select type from app.workflow_events where run_id"
                                                        + " = ? order by seq")
                                        .param(run)
                                        .query(String.class)
                                        .list());
        assertThat((long) events.size()).isEqualTo(row(run).lastSeq());
        for (var i = 0; i + 1 < events.size(); i++) {
            if (List.of("run.completed", "run.halted", "run.failed", "run.aborted")
                    .contains(events.get(i))) {
                assertThat(events.get(i + 1)).as("after the end").isEqualTo("run.resumed");
            }
        }
        var visits =
                read(
                        jdbc ->
                                jdbc.sql(
                                                """
                                                select state from app.workflow_state_visits where run_id = ?
                                                 group by state having count(*) <> max(visit)
                                                """)
                                        .param(run)
                                        .query(String.class)
                                        .list());
        assertThat(visits).as("states with a gap in their visits").isEmpty();
    }

    private <T> T in(Supplier<T> work) {
        return CurrentWorkspace.call(workspace, work::get);
    }

    private <T> T read(Function<JdbcClient, T> query) {
        return in(
                () ->
                        Objects.requireNonNull(
                                parts.transactions.execute(_ -> query.apply(parts.jdbc))));
    }
}
