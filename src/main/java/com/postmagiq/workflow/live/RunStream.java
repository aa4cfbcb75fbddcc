package com.postmagiq.workflow.live;

import com.postmagiq.kernel.live.OpenStreams;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.history.RunHistory;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams a run's events to one client. Rows are the truth and notices only wake the reader, so
 * nothing is missed or told twice; pieces of growing text come from the notices themselves. What
 * all clients get is read once by the run's {@link RunFeed}; each reader has a thread of its own,
 * so a client that does not read slows nobody.
 */
@Component
class RunStream {
    private static final Logger LOG = LoggerFactory.getLogger(RunStream.class);
    private static final int NOTICES = 500;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Also without any notice a stream does not outlive its session or membership for long. */
    private static final Duration RECHECK = Duration.ofSeconds(20);

    private final RunHistory history;
    private final RunFeeds feeds;
    private final Workspaces workspaces;
    private final OpenStreams streams;

    RunStream(RunHistory history, RunFeeds feeds, Workspaces workspaces, OpenStreams streams) {
        this.history = history;
        this.feeds = feeds;
        this.workspaces = workspaces;
        this.streams = streams;
    }

    SseEmitter open(UUID runId, Actor actor, long after) {
        var emitter = new SseEmitter(0L);
        var reader = new Reader(runId, actor, after, emitter);
        emitter.onCompletion(reader::stop);
        emitter.onError(_ -> reader.stop());
        emitter.onTimeout(reader::stop);
        Thread.ofVirtual()
                .name("run-stream")
                .start(() -> CurrentWorkspace.run(actor.workspaceId(), reader::run));
        return emitter;
    }

    private final class Reader {
        private final UUID runId;
        private final Actor actor;
        private final SseEmitter emitter;
        private final ArrayBlockingQueue<RunFeed.Line> notices = new ArrayBlockingQueue<>(NOTICES);
        private long seq;
        private volatile boolean stopped;
        private volatile boolean overrun;
        private volatile boolean mayHaveEnded;
        private long checked = System.nanoTime();

        Reader(UUID runId, Actor actor, long after, SseEmitter emitter) {
            this.runId = runId;
            this.actor = actor;
            this.seq = after;
            this.emitter = emitter;
        }

        void stop() {
            stopped = true;
            notices.offer(RunFeed.WAKE);
        }

        void run() {
            try (var place = feeds.join(actor.workspaceId(), runId, this::notice);
                    var _ = workspaces.whenAccessChanges(actor, this::recheck);
                    var _ = streams.add(this::stop)) {
                emitter.send(SseEmitter.event().comment("open"));
                var look = true;
                while (!stopped && !overrun && allowed()) {
                    if (sendRows(place.feed(), look)) {
                        emitter.send(
                                SseEmitter.event()
                                        .name("stream.end")
                                        .data("{}", MediaType.APPLICATION_JSON));
                        break;
                    }
                    look = !await();
                }
                emitter.complete();
            } catch (IOException | IllegalStateException e) {
                LOG.debug("A listener of run {} has gone: {}", runId, e.getMessage());
                fail(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                emitter.complete();
            } catch (RuntimeException e) {
                // The end of this thread: whatever it was, such as a database that is away or a run
                // deleted meanwhile, the client must see its stream end, so that it comes back.
                LOG.warn("The stream of run {} ended: {}", runId, e.toString());
                fail(e);
            }
        }

        /** A stopping server, or one whose reader has gone, may have ended the exchange itself. */
        private void fail(Exception e) {
            try {
                emitter.completeWithError(e);
            } catch (IllegalStateException ended) {
                LOG.debug("The stream of run {} had ended: {}", runId, ended.getMessage());
            }
        }

        private void notice(RunFeed.Line notice) {
            if (!notices.offer(notice)) {
                overrun = true;
            }
        }

        private void recheck() {
            mayHaveEnded = true;
            // Only wakes the reader; one that is woken by other notices looks just as well.
            notices.offer(RunFeed.WAKE);
        }

        /** Sends what is new; true when the run has ended and everything was sent. */
        private boolean sendRows(RunFeed feed, boolean look) throws IOException {
            var last = "";
            var more = false;
            while (true) {
                var rows = feed.after(seq, look || more);
                for (var row : rows) {
                    seq = row.seq();
                    send(row, SseEmitter.event().id(String.valueOf(seq)));
                    last = row.type();
                }
                if (rows.size() < RunFeed.BATCH) {
                    return ends(last) || (look && last.isEmpty() && ended());
                }
                more = true;
            }
        }

        private boolean ended() {
            var status = history.run(runId.toString(), false).status();
            return status.equals("complete")
                    || status.equals("halted")
                    || status.equals("failed")
                    || status.equals("aborted");
        }

        private boolean ends(String type) {
            return (type.equals("run.completed")
                            || type.equals("run.halted")
                            || type.equals("run.failed")
                            || type.equals("run.aborted"))
                    && ended();
        }

        /** Waits for a notice; false when none came for long. */
        private boolean await() throws InterruptedException, IOException {
            var notice = notices.poll(HEARTBEAT.toSeconds(), TimeUnit.SECONDS);
            if (notice == null) {
                emitter.send(SseEmitter.event().comment("beat"));
                return false;
            }
            // Several notices often stand for rows that one read brings.
            while (notice != null) {
                if (!notice.equals(RunFeed.WAKE)) {
                    send(notice, SseEmitter.event());
                }
                notice = notices.poll();
            }
            return true;
        }

        private void send(RunFeed.Line line, SseEmitter.SseEventBuilder event) throws IOException {
            emitter.send(event.name(line.type()).data(line.json(), MediaType.APPLICATION_JSON));
        }

        /** Sessions and memberships end; a stream must not outlive them. */
        private boolean allowed() {
            if (!mayHaveEnded && System.nanoTime() - checked < RECHECK.toNanos()) {
                return true;
            }
            mayHaveEnded = false;
            checked = System.nanoTime();
            return workspaces
                    .refreshed(actor)
                    .filter(now -> now.may(Scope.WORKFLOW_READ))
                    .isPresent();
        }
    }
}
