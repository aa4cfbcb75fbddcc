package com.postmagiq.workflow.engine;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.RateLimits;
import com.postmagiq.agents.Route;
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
import java.time.Instant;
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

    /** Longer waits give the worker back. */
    private static final Duration LONGEST_WAIT_IN_PLACE = Duration.ofSeconds(10);

    private final Agents agents;
    private final RateLimits limits;
    private final Conversations conversations;
    private final Prompts prompts;
    private final CallStore calls;
    private final Deltas deltas;
    private final Clock clock;

    SlotRunner(
            Agents agents,
            RateLimits limits,
            Conversations conversations,
            Prompts prompts,
            CallStore calls,
            Deltas deltas,
            Clock clock) {
        this.agents = agents;
        this.limits = limits;
        this.conversations = conversations;
        this.prompts = prompts;
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
            Instant deadline) {}

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
                    if (left.compareTo(LONGEST_WAIT_IN_PLACE) > 0) {
                        return new SlotResult.Waiting(place.slot(), place.agent(), due);
                    }
                    pause(left);
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
        var route = agents.route(agent);
        var conversation = conversations.of(lease, place.state(), agent, route);
        var prepared = prompts.prepare(lease, place, agent, ask, history, conversation, timeout);
        var allowance = agents.allowance(agent);
        var size = prepared.likelyTokens() + agent.maxTokens();
        if (allowance.isPresent()) {
            var waiting = "%s %d %d".formatted(place.visit().id(), place.slot(), attempt);
            var wait = limits.turn(allowance.get(), size, waiting, LONGEST_WAIT_IN_PLACE);
            if (wait.compareTo(LONGEST_WAIT_IN_PLACE) > 0) {
                var due = clock.instant().plus(wait);
                return new Outcome(new SlotResult.Waiting(place.slot(), place.agent(), due), null);
            }
            pause(wait);
        }
        var begun = begin(lease, place, ask, route, prepared, attempt);
        if (begun.refused() != null) {
            return new Outcome(begun.refused(), null);
        }
        var call = Objects.requireNonNull(begun.call());
        var started = clock.instant();
        try {
            var growing = deltas.of(lease, place.visit(), ask.agent(), place.slot(), attempt);
            var answer = agents.agent(agent).ask(prepared.request(call.id()), growing);
            growing.finish();
            allowance.ifPresent(of -> limits.settle(of, size, answer.usage().total()));
            var read = read(lease, place, prepared, answer);
            return read instanceof ReadAnswer.Malformed malformed
                    ? new Outcome(
                            null, calls.malformed(lease, place, call, answer, malformed, started))
                    : new Outcome(
                            calls.answered(lease, place, prepared, call, answer, read, started),
                            null);
        } catch (AgentFailure failure) {
            if (failure.kind() == AgentFailure.Kind.CANCELLED) {
                // An interrupted thread could not write: its connection would be closed under it.
                Thread.interrupted();
                calls.cancelled(lease, call, failure.usage());
                throw new LostLease("The call of %s was cancelled".formatted(ask.agent()));
            }
            LOG.info(
                    "Run {} state {}: {} gave no answer ({})",
                    lease.run.number(),
                    place.state().name(),
                    ask.agent(),
                    failure.kind().code());
            return new Outcome(null, calls.failed(lease, place, call, failure, started));
        } finally {
            lease.held.ended();
        }
    }

    /**
     * A place without room for its money waits while other calls of its visit hold some: most cost
     * far less than was set aside for them.
     */
    private CallStore.Begun begin(
            Lease lease,
            Place place,
            NextAttempt.Ask ask,
            Route route,
            Prompts.Prepared prepared,
            int attempt) {
        while (true) {
            var ended = lease.held.endedSoFar();
            var begun = asked(lease, place, ask, route, prepared, attempt);
            if (begun.call() != null) {
                return begun;
            }
            var noRoom =
                    begun.refused() instanceof SlotResult.OverCap
                            || begun.refused() instanceof SlotResult.NoBudget;
            if (!noRoom || !roomAgain(lease, ended, place.deadline().minus(Places.GRACE))) {
                return begun;
            }
        }
    }

    private CallStore.Begun asked(
            Lease lease,
            Place place,
            NextAttempt.Ask ask,
            Route route,
            Prompts.Prepared prepared,
            int attempt) {
        var holds = false;
        lease.held.begins();
        try {
            var begun = calls.begin(lease, place, ask, route, prepared, attempt);
            holds = begun.call() != null;
            return begun;
        } finally {
            if (!holds) {
                lease.held.withdraws();
            }
        }
    }

    private boolean roomAgain(Lease lease, long endedBefore, Instant until) {
        try {
            return lease.held.awaitEnd(endedBefore, until, clock);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LostLease("Interrupted while waiting for money that others hold");
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

    private static void pause(Duration delay) {
        if (delay.isPositive()) {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LostLease("Interrupted while waiting for a retry");
            }
        }
    }
}
