package com.postmagiq.workflow.engine;

import com.postmagiq.agents.DeltaListener;
import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunEvents;
import com.postmagiq.workflow.run.StoredJson;
import com.postmagiq.workflow.run.Visit;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tells listeners the text of an answer while it is written: at most four pieces a second for each
 * agent place, never stored. A piece that is lost costs nothing, since the output that follows is
 * the truth.
 */
@Component
class Deltas {
    private static final Logger LOG = LoggerFactory.getLogger(Deltas.class);
    private static final Duration BETWEEN_PIECES = Duration.ofMillis(250);

    /** A notice holds under 8,000 bytes, and JSON may escape each of a text's bytes. */
    private static final int PIECE_BYTES = 3500;

    private final LiveEvents live;
    private final StoredJson json;
    private final Clock clock;

    Deltas(LiveEvents live, StoredJson json, Clock clock) {
        this.live = live;
        this.json = json;
        this.clock = clock;
    }

    /** Hears one call's answer. */
    interface Growing extends DeltaListener {
        /** Sends what the pace held back, so that all pieces joined are the whole text. */
        void finish();
    }

    Growing of(Lease lease, Visit visit, String agent, int slot, int attempt) {
        return new Writer(lease.run.id(), visit, agent, slot, attempt);
    }

    private final class Writer implements Growing {
        private final UUID runId;
        private final Visit visit;
        private final String agent;
        private final int slot;
        private final int attempt;
        private final StringBuilder waiting = new StringBuilder();
        private int offset;
        private Instant lastSent = Instant.EPOCH;

        Writer(UUID runId, Visit visit, String agent, int slot, int attempt) {
            this.runId = runId;
            this.visit = visit;
            this.agent = agent;
            this.slot = slot;
            this.attempt = attempt;
        }

        @Override
        public synchronized void piece(String text) {
            waiting.append(text);
            var now = clock.instant();
            if (Duration.between(lastSent, now).compareTo(BETWEEN_PIECES) >= 0) {
                lastSent = now;
                send(now);
            }
        }

        @Override
        public void progress(String note) {
            tell("agent.progress", clock.instant(), Map.of("text", note));
        }

        @Override
        public synchronized void finish() {
            send(clock.instant());
        }

        private void send(Instant now) {
            while (!waiting.isEmpty()) {
                var piece = first(waiting);
                waiting.delete(0, piece.length());
                tell("agent.delta", now, Map.of("at", offset, "text", piece));
                offset += piece.length();
            }
        }

        private void tell(String type, Instant now, Map<String, Object> more) {
            var data =
                    new HashMap<String, Object>(
                            Map.of(
                                    "agent", agent,
                                    "slot", slot,
                                    "visit", visit.visit(),
                                    "attempt", attempt));
            data.putAll(more);
            var event = new RunEvent(0, type, visit.state(), visit.visit(), now, data);
            try {
                live.tell(RunEvents.topic(runId), "d" + json.write(event));
            } catch (DataAccessException e) {
                LOG.debug("A piece of live text was not sent: {}", e.getMessage());
            }
        }

        /** The longest beginning that fits a notice, never splitting a surrogate pair. */
        private static String first(StringBuilder text) {
            var end = Math.min(text.length(), PIECE_BYTES);
            while (end > 1
                    && (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > PIECE_BYTES
                            || (end < text.length()
                                    && Character.isHighSurrogate(text.charAt(end - 1))))) {
                end--;
            }
            return text.substring(0, end);
        }
    }
}
