package com.postmagiq.workflow;

import com.postmagiq.Api;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A listener of a run's live events, as a browser is one. */
final class EventStream implements AutoCloseable {
    /** Stands for the end of the stream. */
    static final String CLOSED = "closed";

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One message; the id is empty where the server gives none. */
    record Message(String id, String type, JsonNode data) {}

    private final InputStream body;
    private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    private EventStream(InputStream body) {
        this.body = body;
        Thread.ofVirtual().start(this::read);
    }

    static HttpResponse<InputStream> request(Api person, String run, long lastEventId) {
        return person.with("Accept", "text/event-stream")
                .with("Last-Event-ID", String.valueOf(lastEventId))
                .open("/workflow-runs/%s/events".formatted(run));
    }

    /** Listens to what comes after an event; 0 for everything. */
    static EventStream open(Api person, String run, long lastEventId) {
        var response = request(person, run, lastEventId);
        if (response.statusCode() != 200) {
            throw new AssertionError("No stream: " + response.statusCode());
        }
        return new EventStream(response.body());
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            var id = "";
            var type = "";
            var data = "";
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("event:")) {
                    type = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data = data + line.substring(5);
                } else if (line.isEmpty() && !data.isEmpty()) {
                    messages.add(new Message(id, type, JSON.readTree(data)));
                    id = "";
                    type = "";
                    data = "";
                }
            }
        } catch (IOException e) {
            LOG.debug("The stream broke off: {}", e.toString());
        }
        messages.add(new Message("", CLOSED, JSON.createObjectNode()));
    }

    Message next() throws InterruptedException {
        return next(Newsroom.PATIENCE);
    }

    private Message next(Duration patience) throws InterruptedException {
        var message = messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
            throw new AssertionError("Nothing more came");
        }
        return message;
    }

    /** The next message of a type; what comes before it is passed over. */
    Message await(String type) throws InterruptedException {
        return until(type).getLast();
    }

    /** Passes over what is on its way until the server closes the stream; how long that took. */
    Duration untilClosed(Duration patience) throws InterruptedException {
        var begun = System.nanoTime();
        while (!next(patience).type().equals(CLOSED)) {
            // what was on its way
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** All messages up to and with the next one of a type. */
    List<Message> until(String type) throws InterruptedException {
        var all = new ArrayList<Message>();
        do {
            all.add(next());
        } while (!all.getLast().type().equals(type));
        return all;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
