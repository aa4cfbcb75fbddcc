package com.postmagiq.notification.mail;

import com.postmagiq.kernel.mail.MailSettings;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Hands mails to a server by SMTP. Each delivery has a thread and a connection of its own, so that
 * a server that trickles byte by byte is left after the whole time of a delivery, not of one read.
 */
final class SmtpTransport implements MailTransport {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final JavaMailSenderImpl server = new JavaMailSenderImpl();
    private final Duration longest;
    private final Clock clock;

    SmtpTransport(MailSettings settings, Clock clock) {
        this.longest = settings.sendTimeout();
        this.clock = clock;
        var smtp = settings.smtp();
        server.setHost(smtp.host());
        server.setPort(smtp.port());
        if (!smtp.user().isEmpty()) {
            server.setUsername(smtp.user());
            server.setPassword(smtp.password());
        }
        var properties = server.getJavaMailProperties();
        properties.put("mail.smtp.auth", String.valueOf(!smtp.user().isEmpty()));
        properties.put("mail.smtp.connectiontimeout", String.valueOf(shorter(CONNECT).toMillis()));
        properties.put("mail.smtp.timeout", String.valueOf(longest.toMillis()));
        properties.put("mail.smtp.writetimeout", String.valueOf(longest.toMillis()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        switch (smtp.tls()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case IMPLICIT -> properties.put("mail.smtp.ssl.enable", "true");
            case OFF -> properties.put("mail.smtp.starttls.enable", "false");
        }
    }

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public Delivery send(BuiltMail mail) {
        var delivery =
                new FutureTask<Delivery>(
                        () -> {
                            server.send(message(mail));
                            return new Delivery.Delivered();
                        });
        var thread = Thread.ofVirtual().name("mail").start(delivery);
        try {
            return delivery.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            // closes the socket of a virtual thread, and so ends it
            thread.interrupt();
            return new Delivery.Later(
                    "The mail server did not finish within %d seconds."
                            .formatted(longest.toSeconds()));
        } catch (ExecutionException e) {
            return ended(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return new Delivery.Later("This server was stopping.");
        }
    }

    private MimeMessage message(BuiltMail mail)
            throws MessagingException, UnsupportedEncodingException {
        var message = server.createMimeMessage();
        message.setHeader("Message-ID", mail.messageId());
        message.setHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        clock.instant().atOffset(ZoneOffset.UTC)));
        message.setHeader("Auto-Submitted", "auto-generated");
        if (mail.unsubscribe() != null) {
            message.setHeader("List-Unsubscribe", "<" + mail.unsubscribe() + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        message.setFrom(new InternetAddress(mail.from()));
        var to = new InternetAddress(mail.toEmail(), true);
        if (!mail.toName().isEmpty()) {
            to.setPersonal(mail.toName(), StandardCharsets.UTF_8.name());
        }
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        var parts = new MimeMultipart("alternative");
        parts.addBodyPart(part(mail.text(), "plain"));
        parts.addBodyPart(part(mail.html(), "html"));
        message.setContent(parts);
        return message;
    }

    private static MimeBodyPart part(String text, String kind) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), kind);
        return part;
    }

    /** What a failure means; only the server's word about the recipient condemns the address. */
    private static Delivery ended(Throwable failure) {
        var told = failure;
        if (failure instanceof MailSendException sending
                && !sending.getFailedMessages().isEmpty()) {
            told = sending.getFailedMessages().values().iterator().next();
        }
        for (var cause = told; cause != null; cause = next(cause)) {
            switch (cause) {
                case SMTPAddressFailedException recipient
                        when isPermanent(recipient.getReturnCode()) -> {
                    return new Delivery.NoSuchAddress(answer(recipient.getReturnCode()));
                }
                case SMTPSenderFailedException sender when isPermanent(sender.getReturnCode()) -> {
                    return new Delivery.Refused(answer(sender.getReturnCode()));
                }
                case SMTPSendFailedException whole
                        when isPermanent(whole.getReturnCode())
                                && whole.getNextException() == null -> {
                    return new Delivery.Refused(answer(whole.getReturnCode()));
                }
                default -> {
                    // an older or an outer failure may say more
                }
            }
        }
        return new Delivery.Later(
                "The mail server could not be reached or did not take the mail (%s)."
                        .formatted(told.getClass().getSimpleName()));
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause instanceof MessagingException chained && chained.getNextException() != null
                ? chained.getNextException()
                : cause.getCause();
    }

    /** The code alone: servers repeat addresses in their sentences. */
    private static String answer(int code) {
        return "The mail server answered %d.".formatted(code);
    }

    private static boolean isPermanent(int code) {
        return code >= 500 && code < 600;
    }

    private Duration shorter(Duration limit) {
        return limit.compareTo(longest) < 0 ? limit : longest;
    }
}
