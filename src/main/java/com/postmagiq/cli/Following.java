package com.postmagiq.cli;

import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.workflow.history.RunHistory;
import com.postmagiq.workflow.history.RunViews;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunEvents;
import com.postmagiq.workflow.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Watches a run from its stored events; notices only say when to look. */
final class Following {
    private static final int BATCH = 200;
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Desk desk;
    private final Progress progress;
    private final UUID runId;
    private long seen;

    /**
     * @param seen number of the last event that was shown already
     */
    Following(Desk desk, Progress progress, UUID runId, long seen) {
        this.desk = desk;
        this.progress = progress;
        this.runId = runId;
        this.seen = seen;
    }

    /**
     * Returns when the run has ended, is paused, or waits for a person.
     *
     * @param stalled called once when nobody takes the run up for so long
     */
    RunViews.Run untilItRests(Duration patience, Runnable stalled) throws InterruptedException {
        var notices = new Semaphore(0);
        var live = desk.bean(LiveEvents.class);
        var deadline = Instant.now().plus(patience);
        var told = false;
        try (var _ = live.listen(RunEvents.topic(runId), _ -> notices.release())) {
            while (true) {
                showNew();
                var run = run();
                var status = RunStatus.of(run.status());
                if (status != RunStatus.QUEUED && status != RunStatus.RUNNING) {
                    showNew();
                    return run;
                }
                if (!told && status == RunStatus.QUEUED && Instant.now().isAfter(deadline)) {
                    told = true;
                    stalled.run();
                }
                progress.tick(Instant.now());
                if (notices.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    notices.drainPermits();
                }
            }
        }
    }

    RunViews.Run run() {
        return desk.call(() -> desk.bean(RunHistory.class).run(runId.toString(), true));
    }

    private void showNew() {
        var events = desk.bean(RunEvents.class);
        var batch = desk.call(() -> events.after(runId, seen, BATCH));
        while (!batch.isEmpty()) {
            batch.forEach(progress::show);
            seen = batch.stream().mapToLong(RunEvent::seq).max().orElse(seen);
            batch = desk.call(() -> events.after(runId, seen, BATCH));
        }
    }
}
