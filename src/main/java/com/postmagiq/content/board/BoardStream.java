package com.postmagiq.content.board;

import com.postmagiq.content.PostNews;
import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.kernel.live.OpenStreams;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells one client which posts of the workspace have changed; it reads them again. Notices are
 * hints: when some may have been missed, an event without ids says so. Each reader has a thread of
 * its own, so a client that does not read slows nobody.
 */
@Component
class BoardStream {
    private static final Logger LOG = LoggerFactory.getLogger(BoardStream.class);
    private static final int NOTICES = 500;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Wakes the reader without a notice. */
    private static final String WAKE = " ";

    private final LiveEvents live;
    private final Workspaces workspaces;
    private final OpenStreams streams;

    BoardStream(LiveEvents live, Workspaces workspaces, OpenStreams streams) {
        this.live = live;
        this.workspaces = workspaces;
        this.streams = streams;
    }

    SseEmitter open(Actor actor) {
        var emitter = new SseEmitter(0L);
        var reader = new Reader(actor, emitter);
        emitter.onCompletion(reader::stop);
        emitter.onError(_ -> reader.stop());
        emitter.onTimeout(reader::stop);
        Thread.ofVirtual()
                .name("board-stream")
                .start(() -> CurrentWorkspace.run(actor.workspaceId(), reader::run));
        return emitter;
    }

    private final class Reader {
        private final Actor actor;
        private final SseEmitter emitter;
        private final ArrayBlockingQueue<String> notices = new ArrayBlockingQueue<>(NOTICES);
        private volatile boolean stopped;
        private volatile boolean overrun;

        Reader(Actor actor, SseEmitter emitter) {
            this.actor = actor;
            this.emitter = emitter;
        }

        void stop() {
            stopped = true;
            notices.offer(WAKE);
        }

        void run() {
            try (var _ = live.listen(PostNews.topic(actor.workspaceId()), this::notice);
                    var _ = workspaces.whenAccessChanges(actor, () -> notices.offer(WAKE));
                    var _ = streams.add(this::stop)) {
                emitter.send(SseEmitter.event().comment("open"));
                while (!stopped && allowed()) {
                    tell(notices.poll(HEARTBEAT.toSeconds(), TimeUnit.SECONDS));
                }
                emitter.complete();
            } catch (IOException | IllegalStateException e) {
                LOG.debug("A listener of a board has gone: {}", e.getMessage());
                emitter.completeWithError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                emitter.complete();
            } catch (RuntimeException e) {
                // The client must see its stream end, so that it comes back.
                LOG.warn("The stream of a board ended: {}", e.toString());
                emitter.completeWithError(e);
            }
        }

        private void notice(String postId) {
            if (!notices.offer(postId)) {
                overrun = true;
            }
        }

        /** One event for everything that has come meanwhile. */
        private void tell(@Nullable String first) throws IOException {
            if (first == null) {
                emitter.send(SseEmitter.event().comment("beat"));
                return;
            }
            var changed = new LinkedHashSet<String>();
            for (var notice = first; notice != null; notice = notices.poll()) {
                if (!notice.equals(WAKE)) {
                    changed.add(notice);
                }
            }
            var missed = overrun || changed.contains("");
            overrun = false;
            if (missed || !changed.isEmpty()) {
                emitter.send(
                        SseEmitter.event()
                                .name("posts.changed")
                                .data(
                                        missed ? Map.of() : Map.of("ids", changed),
                                        MediaType.APPLICATION_JSON));
            }
        }

        /** Sessions and memberships end; a stream must not outlive them. */
        private boolean allowed() {
            return workspaces.refreshed(actor).filter(now -> now.may(Scope.BOARD_VIEW)).isPresent();
        }
    }
}
