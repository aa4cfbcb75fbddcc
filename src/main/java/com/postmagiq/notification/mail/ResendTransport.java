package com.postmagiq.notification.mail;

import com.postmagiq.kernel.mail.MailSettings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands mails to the service Resend by HTTP. Each goes under a key of its own, by which the service
 * knows a second try of the same mail and does not send it again.
 */
final class ResendTransport implements MailTransport {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final long LONGEST_ANSWER = 1 << 16;

    private final URI emails;
    private final String key;
    private final Duration longest;
    private final JsonMapper json;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    ResendTransport(MailSettings settings, JsonMapper json) {
        this.emails =
                URI.create(settings.resend().url().toString().replaceFirst("/$", "") + "/emails");
        this.key = settings.resend().apiKey();
        this.longest = settings.sendTimeout();
        this.json = json;
    }

    @Override
    public String name() {
        return "resend";
    }

    @Override
    public Delivery send(BuiltMail mail) {
        var answer =
                client.sendAsync(
                        request(mail),
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofString(), LONGEST_ANSWER));
        try {
            return meaning(answer.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new Delivery.Later(
                    "Resend did not answer within %d seconds.".formatted(longest.toSeconds()));
        } catch (ExecutionException e) {
            var told = e.getCause() == null ? e : e.getCause();
            return new Delivery.Later(
                    "Resend could not be reached (%s).".formatted(told.getClass().getSimpleName()));
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Delivery.Later("This server was stopping.");
        }
    }

    private HttpRequest request(BuiltMail mail) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Message-ID", mail.messageId());
        headers.put("Auto-Submitted", "auto-generated");
        if (mail.unsubscribe() != null) {
            headers.put("List-Unsubscribe", "<" + mail.unsubscribe() + ">");
            headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("from", unfolded(mail.from()));
        body.put("to", List.of(recipient(mail)));
        body.put("subject", mail.subject());
        body.put("text", mail.text());
        body.put("html", mail.html());
        body.put("headers", headers);
        return HttpRequest.newBuilder(emails)
                .timeout(longest)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("Idempotency-Key", mail.messageId().replaceAll("[<>]", ""))
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                .build();
    }

    /** A name and an address as JSON takes them: in their own letters. */
    private static String recipient(BuiltMail mail) {
        if (mail.toName().isEmpty()) {
            return mail.toEmail();
        }
        try {
            var name = StandardCharsets.UTF_8.name();
            return new InternetAddress(mail.toEmail(), mail.toName(), name).toUnicodeString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("UTF-8 is known everywhere", e);
        }
    }

    private static String unfolded(String address) {
        try {
            return new InternetAddress(address).toUnicodeString();
        } catch (AddressException e) {
            throw new IllegalStateException("A sender that was read at the start", e);
        }
    }

    /**
     * What an answer means. A wrong key or a sender it does not know is for the operator to repair,
     * so these mails wait like those of a service that is away; only the mail itself can be refused
     * for good.
     */
    private Delivery meaning(HttpResponse<String> answer) {
        var status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return new Delivery.Delivered();
        }
        var name = name(answer.body());
        if (name.equals("invalid_idempotent_request")) {
            // the first try was taken, and its words have changed since
            return new Delivery.Delivered();
        }
        var told = "Resend answered %d%s.".formatted(status, name.isEmpty() ? "" : " " + name);
        return switch (status) {
            case 400, 413, 422 -> new Delivery.Refused(told);
            default -> new Delivery.Later(told);
        };
    }

    /** The name of a failure; its sentence may repeat an address. */
    private String name(String body) {
        try {
            var told = json.readValue(body, Map.class).get("name");
            return told instanceof String name && name.matches("[a-z_]{1,60}") ? name : "";
        } catch (JacksonException _) {
            return "";
        }
    }
}
