package com.postmagiq.workflow.engine;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentRequest.Message;
import com.postmagiq.agents.AgentRequest.Message.Role;
import com.postmagiq.agents.Route;
import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Sessions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What an agent with a conversation is told of earlier visits of the same run. Turns are kept only
 * together with their answers, so a failed call leaves no trace.
 */
@Component
class Conversations {
    private static final String KEY = "orchestrator";

    /** Of the model's context; the rest is for the present turn and its answer. */
    private static final double SHARE_OF_CONTEXT = 0.6;

    private final Sessions sessions;

    Conversations(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * A conversation as it stands before a call.
     *
     * @param kept false for states without one
     * @param messages what is told again, in pairs
     * @param toolSession a command-line tool's own name of it
     */
    record Conversation(
            boolean kept, boolean known, List<Message> messages, @Nullable String toolSession) {
        static final Conversation NONE = new Conversation(false, false, List.of(), null);

        boolean resumed() {
            return kept && known;
        }

        /** The same without its oldest turn and answer. */
        Conversation withoutOldest() {
            return new Conversation(kept, known, messages.subList(2, messages.size()), toolSession);
        }

        /** Whether an answer now is its first. */
        boolean begins() {
            return kept && !known;
        }
    }

    Conversation of(Lease lease, State state, AgentDefinition agent, Route route) {
        var orchestrator = lease.config.orchestrator();
        if (!(state instanceof State.OrchestratorTask)
                || (orchestrator != null && !orchestrator.sessionEnabled())) {
            return Conversation.NONE;
        }
        var session = sessions.find(lease.run.id(), KEY, agent.name());
        if (session.isEmpty()) {
            return new Conversation(true, false, List.of(), null);
        }
        return new Conversation(
                true,
                true,
                trimmed(session.get().turns(), agent, route),
                route.mode().equals("cli") ? session.get().toolSessionId() : null);
    }

    /** The newest turns that fit; a turn and its answer go together. */
    private static List<Message> trimmed(
            List<Sessions.Turn> turns, AgentDefinition agent, Route route) {
        var room = (long) (route.contextWindow() * SHARE_OF_CONTEXT);
        var kept = new ArrayList<Message>();
        for (var turn : turns.reversed()) {
            room -= TokenEstimate.likely(turn.user()) + TokenEstimate.likely(turn.answer());
            if (room < 0 || kept.size() + 2 > agent.maxSessionMessages()) {
                break;
            }
            kept.addFirst(new Message(Role.ASSISTANT, turn.answer()));
            kept.addFirst(new Message(Role.USER, turn.user()));
        }
        return kept;
    }

    /** Adds a turn and its answer; belongs into the transaction that stores the answer. */
    void append(
            Lease lease,
            Prompts.Prepared prepared,
            Invocation call,
            AgentAnswer answer,
            Instant at) {
        if (prepared.conversation().kept()) {
            sessions.append(
                    lease.run.workspaceId(),
                    new Sessions.Place(lease.run.id(), KEY, call.agent()),
                    new Sessions.Turn(prepared.composed().user(), answer.content()),
                    call.id(),
                    answer.sessionId(),
                    at);
        }
    }
}
