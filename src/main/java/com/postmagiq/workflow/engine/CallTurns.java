package com.postmagiq.workflow.engine;

import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.Allowance;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.RateLimits;
import com.postmagiq.agents.ServerTurns;
import com.postmagiq.agents.SharedServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a call waits for besides money: that its model is there, and its turn at a provider that
 * counts or at a server that takes few calls at a time.
 */
@Component
class CallTurns {
    /** Longer waits give the worker back. */
    static final Duration LONGEST_WAIT_IN_PLACE = Duration.ofSeconds(10);

    private static final Duration ASK_AGAIN = Duration.ofMillis(250);
    private static final Duration COME_BACK = Duration.ofSeconds(5);

    private final Agents agents;
    private final RateLimits limits;
    private final ServerTurns servers;
    private final Clock clock;

    CallTurns(Agents agents, RateLimits limits, ServerTurns servers, Clock clock) {
        this.agents = agents;
        this.limits = limits;
        this.servers = servers;
        this.clock = clock;
    }

    /**
     * Has a missing model fetched, in time that is not the call's.
     *
     * @return why the call cannot be made; null when it can
     * @throws LostLease when the run is aborted, or the node ends
     */
    @Nullable AgentFailure prepare(
            SlotRunner.Place place, AgentDefinition agent, DeltaListener progress) {
        if (!agents.unprepared(agent)) {
            return null;
        }
        try {
            place.deadline()
                    .uncounted(
                            agents.longestPreparation(),
                            () -> agents.prepare(agent, progress::progress));
            return null;
        } catch (AgentFailure failure) {
            if (failure.kind() == AgentFailure.Kind.CANCELLED) {
                throw new LostLease("Interrupted while a model was fetched");
            }
            return failure;
        }
    }

    /** A turn, or when to come back for it; closing it lets others go. */
    final class Turn implements AutoCloseable {
        private final @Nullable Instant due;
        private final Optional<Allowance> allowance;
        private final long taken;
        private final Optional<ServerTurns.Turn> atServer;

        private Turn(
                @Nullable Instant due,
                Optional<Allowance> allowance,
                long taken,
                Optional<ServerTurns.Turn> atServer) {
            this.due = due;
            this.allowance = allowance;
            this.taken = taken;
            this.atServer = atServer;
        }

        /** Null when the call may be made now. */
        @Nullable Instant due() {
            return due;
        }

        /** Gives back what the call did not need of its provider's allowance. */
        void used(long tokens) {
            allowance.ifPresent(of -> limits.settle(of, taken, tokens));
        }

        @Override
        public void close() {
            atServer.ifPresent(ServerTurns.Turn::close);
        }
    }

    /**
     * Waits for the turn of a call.
     *
     * @param tokens its likely size
     * @param who names the call among all that wait
     */
    Turn take(AgentDefinition agent, long tokens, String who) {
        var allowance = agents.allowance(agent);
        if (allowance.isPresent()) {
            var wait = limits.turn(allowance.get(), tokens, who, LONGEST_WAIT_IN_PLACE);
            if (wait.compareTo(LONGEST_WAIT_IN_PLACE) > 0) {
                return later(wait);
            }
            pause(wait);
        }
        var server = agents.sharedServer(agent);
        if (server.isEmpty()) {
            return new Turn(null, allowance, tokens, Optional.empty());
        }
        var atServer = awaitTurn(server.get(), who);
        return atServer.isEmpty() ? later(COME_BACK) : new Turn(null, allowance, tokens, atServer);
    }

    private Turn later(Duration wait) {
        return new Turn(clock.instant().plus(wait), Optional.empty(), 0, Optional.empty());
    }

    private Optional<ServerTurns.Turn> awaitTurn(SharedServer server, String who) {
        var until = clock.instant().plus(LONGEST_WAIT_IN_PLACE);
        while (true) {
            var turn = servers.take(server, who);
            if (turn.isPresent() || !clock.instant().isBefore(until)) {
                return turn;
            }
            pause(ASK_AGAIN);
        }
    }

    /**
     * @throws LostLease when the run is aborted meanwhile, or the node ends
     */
    static void pause(Duration delay) {
        if (delay.isPositive()) {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LostLease("Interrupted while waiting for a call's turn");
            }
        }
    }
}
