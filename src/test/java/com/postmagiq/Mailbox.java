package com.postmagiq;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The log of mails of a development server, as somebody at the machine reads it. */
public final class Mailbox {
    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]{43})");
    private static final String LIST = "/api/v1/dev/mailbox";

    private final Api reader;

    private Mailbox(Api reader) {
        this.reader = reader;
    }

    public static Mailbox at(int port) {
        return new Mailbox(Api.at(port));
    }

    /** The newest mail of this kind to this address, once it has been sent. */
    public Api.Answer newest(String email, String template) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sent(email, template).size(), count -> count > 0);
        return reader.get(LIST + "/" + sent(email, template).getFirst().path("id").asString());
    }

    /** The token of the link in the newest mail of this kind. */
    public String token(String email, String template) {
        var text = newest(email, template).text("/text");
        var found = TOKEN.matcher(text);
        if (!found.find()) {
            throw new AssertionError("There is no link in: " + text);
        }
        return found.group(1);
    }

    /** Waits until so many mails of this kind to this address have been sent. */
    public void awaitSent(String email, String template, int count) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sent(email, template).size() >= count);
    }

    /** Sent mails of this kind to this address, newest first. */
    public List<JsonNode> sent(String email, String template) {
        return all(email, template).stream()
                .filter(mail -> mail.path("status").asString().equals("sent"))
                .toList();
    }

    /** Mails of this kind to this address in any state, newest first. */
    public List<JsonNode> all(String email, String template) {
        return reader.get(LIST + "?limit=200")
                .at("/items")
                .valueStream()
                .filter(mail -> mail.path("to_email").asString("").equals(email))
                .filter(mail -> mail.path("template").asString().equals(template))
                .toList();
    }
}
