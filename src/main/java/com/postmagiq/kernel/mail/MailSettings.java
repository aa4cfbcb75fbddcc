package com.postmagiq.kernel.mail;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail leaves the installation.
 *
 * @param transport null takes {@code smtp} where a host is named, {@code resend} where a key is,
 *     and else {@code log}
 * @param from the sender people see; its domain ends the Message-ID
 * @param perSecond most mails a second that all nodes together send, from 1 on
 * @param sendTimeout longest time of one delivery, the connection included
 */
@ConfigurationProperties("postmagiq.mail")
public record MailSettings(
        @Nullable Transport transport,
        @DefaultValue("Postmagiq <postmagiq@localhost>") String from,
        @DefaultValue("10") int perSecond,
        @DefaultValue("30s") Duration sendTimeout,
        @DefaultValue Smtp smtp,
        @DefaultValue Resend resend) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** How mail is handed on. {@code log} keeps it readable for the operator and sends nothing. */
    public enum Transport {
        SMTP,
        RESEND,
        LOG
    }

    /** STARTTLS is demanded, TLS is spoken from the first byte, or there is none. */
    public enum Tls {
        STARTTLS,
        IMPLICIT,
        OFF
    }

    /**
     * The mail server.
     *
     * @param host {@code SMTP_HOST}; empty for none
     * @param user empty for a server that asks for none
     */
    public record Smtp(
            @DefaultValue("") String host,
            @DefaultValue("587") int port,
            @DefaultValue("") String user,
            @DefaultValue("") String password,
            @DefaultValue("starttls") Tls tls) {
        @Override
        public String toString() {
            return "Smtp[host=" + host + ", port=" + port + ", tls=" + tls + "]";
        }
    }

    /**
     * The service Resend, by its HTTP interface.
     *
     * @param apiKey {@code RESEND_API_KEY}; empty for none
     * @param url where it listens; https, or this machine
     */
    public record Resend(
            @DefaultValue("") String apiKey, @DefaultValue("https://api.resend.com") URI url) {
        public Resend {
            if (!"https".equals(url.getScheme())
                    && !LOOPBACK.contains(Objects.requireNonNullElse(url.getHost(), ""))) {
                throw new IllegalArgumentException(
                        "postmagiq.mail.resend.url is %s; it must be an https address, for example https://api.resend.com"
                                .formatted(url));
            }
        }

        @Override
        public String toString() {
            return "Resend[url=" + url + "]";
        }
    }

    public MailSettings {
        if (transport == Transport.SMTP && smtp.host().isBlank()) {
            throw new IllegalArgumentException(
                    "postmagiq.mail.transport is smtp, but SMTP_HOST names no server, for example smtp.example.com");
        }
        if (transport == Transport.RESEND && resend.apiKey().isBlank()) {
            throw new IllegalArgumentException(
                    "postmagiq.mail.transport is resend, but RESEND_API_KEY holds no key, for example re_123456789");
        }
        if (perSecond < 1) {
            throw new IllegalArgumentException(
                    "postmagiq.mail.per-second is %d; it must be from 1 on, for example 10"
                            .formatted(perSecond));
        }
        if (sendTimeout.isNegative() || sendTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "postmagiq.mail.send-timeout is %s; it must be longer than nothing, for example 30s"
                            .formatted(sendTimeout));
        }
    }

    /** Whether mail reaches people; else it only lies in the mail log. */
    public boolean configured() {
        return way() != Transport.LOG;
    }

    /** The way mail takes, also where none is named. */
    public Transport way() {
        if (transport != null) {
            return transport;
        }
        if (!smtp.host().isBlank()) {
            return Transport.SMTP;
        }
        return resend.apiKey().isBlank() ? Transport.LOG : Transport.RESEND;
    }
}
