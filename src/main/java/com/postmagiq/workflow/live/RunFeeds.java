package com.postmagiq.workflow.live;

import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.workflow.history.RunHistory;
import com.postmagiq.workflow.history.RunViews;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunEvents;
import com.postmagiq.workflow.run.StoredJson;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The feeds of the runs somebody on this node listens to. */
@Component
class RunFeeds {
    private final ConcurrentHashMap<UUID, Open> feeds = new ConcurrentHashMap<>();
    private final RunHistory history;
    private final LiveEvents live;
    private final StoredJson json;

    private record Open(RunFeed feed, LiveEvents.Listening listening) {}

    /** One listener's place at a feed; closing it leaves. */
    interface Place extends AutoCloseable {
        RunFeed feed();

        @Override
        void close();
    }

    RunFeeds(RunHistory history, LiveEvents live, StoredJson json) {
        this.history = history;
        this.live = live;
        this.json = json;
    }

    /**
     * Joins the feed of a run of a workspace.
     *
     * @param listener must return at once; gets pieces of growing text, and {@link RunFeed#WAKE}
     */
    Place join(UUID workspaceId, UUID runId, Consumer<RunFeed.Line> listener) {
        var open =
                feeds.compute(
                        runId,
                        (_, now) -> {
                            var joined = now == null ? open(workspaceId, runId) : now;
                            joined.feed().add(listener);
                            return joined;
                        });
        return new Place() {
            @Override
            public RunFeed feed() {
                return open.feed();
            }

            @Override
            public void close() {
                feeds.computeIfPresent(runId, (_, now) -> left(now, listener));
            }
        };
    }

    private Open open(UUID workspaceId, UUID runId) {
        var feed = new RunFeed(new Rows(workspaceId, runId));
        return new Open(feed, live.listen(RunEvents.topic(runId), feed::notice));
    }

    private static @Nullable Open left(Open open, Consumer<RunFeed.Line> listener) {
        if (open.feed().remove(listener)) {
            open.listening().close();
            return null;
        }
        return open;
    }

    private final class Rows implements RunFeed.Source {
        private final UUID workspaceId;
        private final UUID runId;

        Rows(UUID workspaceId, UUID runId) {
            this.workspaceId = workspaceId;
            this.runId = runId;
        }

        @Override
        public List<RunFeed.Line> after(long seq) {
            return history.events(workspaceId, runId, seq, RunFeed.BATCH).stream()
                    .map(this::line)
                    .toList();
        }

        @Override
        public RunFeed.Line piece(String notice) {
            return line(RunHistory.event(workspaceId, runId, json.read(notice, RunEvent.class)));
        }

        private RunFeed.Line line(RunViews.Event event) {
            var seq = event.seq() == null ? 0 : event.seq();
            return new RunFeed.Line(seq, event.type(), json.write(event));
        }
    }
}
