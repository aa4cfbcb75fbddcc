package com.postmagiq.workflow.engine;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.Agents;
import com.postmagiq.workflow.answer.AnswerReader;
import com.postmagiq.workflow.answer.ReadAnswer;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.limits.Attempt;
import com.postmagiq.workflow.limits.AttemptPolicy;
import com.postmagiq.workflow.limits.Attempts;
import com.postmagiq.workflow.limits.NextAttempt;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Visit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings one agent place of a visit to its end: asks, retries, asks to mend, falls back. Before
 * each call its row is committed, after each answer its text; an answer that is stored already is
 * used again and never paid twice. Holds no transaction while an agent is talking.
 */
@Component
class SlotRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SlotRunner.class);

    private final Agents agents;
    private final CallTurns turns;
    private final Conversations conversations;
    private final Prompts prompts;
    private final CallRoom room;
    private final CallStore calls;
    private final Deltas deltas;
    private final Clock clock;

    SlotRunner(
            Agents agents,
            CallTurns turns,
            Conversations conversations,
            Prompts prompts,
            CallRoom room,
            CallStore calls,
            Deltas deltas,
            Clock clock) {
        this.agents = agents;
        this.turns = turns;
        this.conversations = conversations;
        this.prompts = prompts;
        this.room = room;
        this.calls = calls;
        this.deltas = deltas;
        this.clock = clock;
    }

    /** One agent place of a visit, and until when it may take. */
    record Place(
            State.Asking state,
            Visit visit,
            int slot,
            String agent,
            String persona,
            Deadline deadline) {}

    SlotResult run(Lease lease, Place place, List<Invocation> earlier) {
        var history =
                new ArrayList<>(
                        earlier.stream()
                                .filter(
                                        call ->
                                                call.slot() == place.slot()
                                                        && call.round() == place.visit().round())
                                .toList());
        var fork = lease.run.fork();
        if (fork != null
                && fork.keeps(place.state().name(), place.visit().visit(), place.agent())) {
            return kept(lease, place);
        }
        // An earlier round's answer counts too: only places without one are asked again.
        var stored =
                stored(
                        lease,
                        place,
                        earlier.stream().filter(call -> call.slot() == place.slot()).toList());
        if (stored.isPresent()) {
            return stored.get();
        }
        var attempts = (int) earlier.stream().filter(call -> call.slot() == place.slot()).count();
        while (true) {
            var time = SlotTime.of(history, clock.instant());
            var next = Attempts.next(attempts(history), policy(lease, place, time), time.now());
            switch (next) {
                case NextAttempt.GiveUp(var status, var reason) -> {
                    return new SlotResult.Failed(
                            place.slot(), place.agent(), place.persona(), status.code(), reason);
                }
                case NextAttempt.Ask ask -> {
                    var due = time.now().plus(ask.delay());
                    var left = Duration.between(clock.instant(), due);
                    if (left.compareTo(CallTurns.LONGEST_WAIT_IN_PLACE) > 0) {
                        return new SlotResult.Waiting(place.slot(), place.agent(), due);
                    }
                    CallTurns.pause(left);
                    var outcome = call(lease, place, ask, time, history, ++attempts);
                    if (outcome.result() != null) {
                        return outcome.result();
                    }
                    history.add(Objects.requireNonNull(outcome.ended()));
                }
            }
        }
    }

    /** An answer that an earlier life of this visit stored: read again, which costs nothing. */
    private Optional<SlotResult> stored(Lease lease, Place place, List<Invocation> history) {
        return history.stream()
                .filter(call -> call.status() == Invocation.Status.SUCCEEDED)
                .findFirst()
                .map(
                        call -> {
                            var output =
                                    lease.outputs().stream()
                                            .filter(known -> call.id().equals(known.invocationId()))
                                            .findFirst()
                                            .orElseThrow();
                            var read =
                                    AnswerReader.read(
                                            Prompts.contract(place.state()),
                                            Objects.requireNonNull(call.answer()),
                                            call.truncated(),
                                            lease.shape());
                            return new SlotResult.Answered(
                                    place.slot(), place.agent(), place.persona(), output, read);
                        });
    }

    /** What this place answered in the visit that a fork's first one stands in for. */
    private static SlotResult kept(Lease lease, Place place) {
        return lease.outputs().stream()
                .filter(
                        output ->
                                place.state().name().equals(output.state())
                                        && Objects.equals(output.visit(), place.visit().visit())
                                        && Objects.equals(output.slot(), place.slot()))
                .max(Comparator.comparingInt(Output::version))
                .<SlotResult>map(
                        output ->
                                new SlotResult.Answered(
                                        place.slot(),
                                        place.agent(),
                                        place.persona(),
                                        output,
                                        AnswerReader.read(
                                                Prompts.contract(place.state()),
                                                output.content(),
                                                false,
                                                lease.shape())))
                .orElseGet(
                        () ->
                                new SlotResult.Failed(
                                        place.slot(),
                                        place.agent(),
                                        place.persona(),
                                        "failed",
                                        "%s gave no answer in the run this one goes on from."
                                                .formatted(place.agent())));
    }

    /** Either a final result, or a call that ended without one. */
    private record Outcome(@Nullable SlotResult result, @Nullable Invocation ended) {}

    private Outcome call(
            Lease lease,
            Place place,
            NextAttempt.Ask ask,
            SlotTime time,
            List<Invocation> history,
            int attempt) {
        var agent = definition(lease, ask.agent());
        var timeout = timeout(lease, place, agent, ask, time);
        var growing = deltas.of(lease, place.visit(), ask.agent(), place.slot(), attempt);
        var unready = turns.prepare(place, agent, growing);
        var route = agents.route(agent);
        var conversation = conversations.of(lease, place.state(), agent, route);
        var prepared =
                prompts.prepare(lease, place, agent, route, ask, history, conversation, timeout);
        var size = prepared.likelyTokens() + agent.maxTokens();
        var who = "%s %d %d".formatted(place.visit().id(), place.slot(), attempt);
        try (var turn = turns.take(agent, size, who)) {
            if (turn.due() != null) {
                return new Outcome(
                        new SlotResult.Waiting(place.slot(), place.agent(), turn.due()), null);
            }
            var begun = room.begin(lease, place, ask, route, prepared, attempt);
            if (begun.refused() != null) {
                return new Outcome(begun.refused(), null);
            }
            var call = Objects.requireNonNull(begun.call());
            return ask(lease, place, prepared, call, turn, growing, unready);
        }
    }

    /**
     * @param unready why there is no use in asking; stored like any other failure
     */
    private Outcome ask(
            Lease lease,
            Place place,
            Prompts.Prepared prepared,
            Invocation call,
            CallTurns.Turn turn,
            Deltas.Growing growing,
            @Nullable AgentFailure unready) {
        var started = clock.instant();
        try {
            if (unready != null) {
                throw unready;
            }
            prepared.checkFits();
            var answer = agents.agent(prepared.agent()).ask(prepared.request(call.id()), growing);
            growing.finish();
            turn.used(answer.usage().total());
            var read = read(lease, place, prepared, answer);
            return read instanceof ReadAnswer.Malformed malformed
                    ? new Outcome(
                            null,
                            calls.malformed(
                                    lease, place, prepared, call, answer, malformed, started))
                    : new Outcome(
                            calls.answered(lease, place, prepared, call, answer, read, started),
                            null);
        } catch (AgentFailure failure) {
            if (failure.kind() == AgentFailure.Kind.CANCELLED) {
                // An interrupted thread could not write: its connection would be closed under it.
                Thread.interrupted();
                calls.cancelled(lease, call, failure.usage());
                throw new LostLease("The call of %s was cancelled".formatted(call.agent()));
            }
            LOG.info(
                    "Run {} state {}: {} gave no answer ({})",
                    lease.run.number(),
                    place.state().name(),
                    call.agent(),
                    failure.kind().code());
            return new Outcome(null, calls.failed(lease, place, prepared, call, failure, started));
        } finally {
            lease.held.ended();
        }
    }

    /** An answer that gives the prompt away is withheld: asked again, never stored as a text. */
    private static ReadAnswer read(
            Lease lease, Place place, Prompts.Prepared prepared, AgentAnswer answer) {
        if (prepared.composed().leakedBy(answer.content())) {
            return new ReadAnswer.Malformed(
                    List.of("The answer repeats internal instructions; answer without them."));
        }
        return AnswerReader.read(
                Prompts.contract(place.state()),
                answer.content(),
                answer.truncated(),
                lease.shape());
    }

    private static AgentDefinition definition(Lease lease, String name) {
        return Objects.requireNonNull(lease.config.agents().get(name), name);
    }

    /** A call ends with its slot's time; mending and falling back may use the state's as well. */
    private Duration timeout(
            Lease lease, Place place, AgentDefinition agent, NextAttempt.Ask ask, SlotTime time) {
        var own = perAgent(lease, agent);
        var policy = policy(lease, place, time);
        var end =
                ask.purpose() == Attempt.Purpose.MAIN ? policy.deadline() : policy.stateDeadline();
        var left = Duration.between(time.now().plus(ask.delay()), end);
        return left.compareTo(own) < 0 ? left.isPositive() ? left : Duration.ofMillis(1) : own;
    }

    private static Duration perAgent(Lease lease, AgentDefinition agent) {
        return agent.timeout() != null
                ? agent.timeout()
                : lease.config.settings().timeoutPerAgent();
    }

    private AttemptPolicy policy(Lease lease, Place place, SlotTime time) {
        var settings = lease.config.settings();
        var agent = definition(lease, place.agent());
        var deadline = time.begun().plus(perAgent(lease, agent));
        return new AttemptPolicy(
                place.agent(),
                agent.fallback(),
                agents.route(agent).mode().equals("cli")
                        ? AttemptPolicy.CLI_BACKOFF
                        : AttemptPolicy.API_BACKOFF,
                true,
                settings.retryCount(),
                settings.maxRepairAttempts(),
                deadline,
                deadline.plus(Places.GRACE),
                place.visit().seed() + place.slot());
    }

    private static List<Attempt> attempts(List<Invocation> history) {
        return history.stream().map(SlotRunner::attempt).toList();
    }

    private static Attempt attempt(Invocation call) {
        var purpose = Attempt.Purpose.valueOf(call.purpose().toUpperCase(Locale.ROOT));
        var retryAfter =
                call.retryAfterMs() == null ? null : Duration.ofMillis(call.retryAfterMs());
        Attempt.Outcome outcome =
                switch (call.status()) {
                    case MALFORMED -> new Attempt.Outcome.Malformed();
                    case LOST -> new Attempt.Outcome.Lost();
                    case TIMED_OUT, LATE ->
                            new Attempt.Outcome.Failed(AgentFailure.Kind.TIMEOUT, retryAfter);
                    case CANCELLED -> new Attempt.Outcome.Lost();
                    case STARTED, SUCCEEDED, FAILED ->
                            new Attempt.Outcome.Failed(kind(call), retryAfter);
                };
        return new Attempt(call.agent(), purpose, outcome);
    }

    private static AgentFailure.Kind kind(Invocation call) {
        for (var kind : AgentFailure.Kind.values()) {
            if (kind.code().equals(call.errorCode())) {
                return kind;
            }
        }
        return AgentFailure.Kind.UNKNOWN;
    }
}
