package com.postmagiq.notification.mail;

import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.mail.MailSettings;
import com.postmagiq.kernel.mail.NewMail;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.notification.template.MailWords;
import com.postmagiq.workspace.Workspaces;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Builds a mail from its row at the last moment, so that names and words are those of now. A
 * parameter {@code x_id} that names a person becomes {@code x_name} too, and {@code x_at} becomes a
 * time of day where the reader lives. Needs the mail's workspace bound, if it has one.
 */
@Component
public class MailBuilder {
    /** What a link shows in the log once its token is gone. */
    private static final String REMOVED = "removed";

    private final MailWords words;
    private final Unsubscribing unsubscribing;
    private final Users users;
    private final Workspaces workspaces;
    private final Installation installation;
    private final InternetAddress from;

    MailBuilder(
            MailWords words,
            Unsubscribing unsubscribing,
            Users users,
            Workspaces workspaces,
            Installation installation,
            MailSettings settings) {
        this.words = words;
        this.unsubscribing = unsubscribing;
        this.users = users;
        this.workspaces = workspaces;
        this.installation = installation;
        this.from = sender(settings.from());
    }

    /** Builds a mail inside its workspace. */
    public BuiltMail buildInWorkspace(QueuedMail mail) {
        return mail.workspaceId() == null
                ? build(mail)
                : CurrentWorkspace.call(mail.workspaceId(), () -> build(mail));
    }

    /** What ends the Message-IDs of this installation. */
    String messageIdDomain() {
        var address = from.getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** Builds a mail whose workspace is bound already. */
    BuiltMail build(QueuedMail mail) {
        var reader = Optional.ofNullable(mail.userId()).flatMap(users::byId);
        var variables = variables(mail, reader);
        var unsubscribe = unsubscribe(mail);
        if (unsubscribe != null) {
            variables.put(
                    "unsubscribe_link",
                    installation.publicBaseUrl() + "/auth/unsubscribe?token=" + unsubscribe);
        }
        var read = words.render(mail.template(), mail.locale(), variables);
        return new BuiltMail(
                Objects.requireNonNullElse(mail.messageId(), "<" + mail.id() + ">"),
                from.toString(),
                Objects.requireNonNullElse(mail.toEmail(), ""),
                oneLine(Objects.requireNonNullElse(mail.toName(), "")),
                oneLine(read.subject()),
                read.text(),
                read.html(),
                unsubscribe == null
                        ? null
                        : installation.publicBaseUrl()
                                + "/api/v1/email/unsubscribe/"
                                + unsubscribe);
    }

    /** The token of the link that stops mails of this kind; null for what must be sent. */
    private @Nullable String unsubscribe(QueuedMail mail) {
        return mail.category() == NewMail.Category.TRANSACTIONAL || mail.toEmail() == null
                ? null
                : unsubscribing.token(mail.template(), mail.toEmail());
    }

    private Map<String, Object> variables(QueuedMail mail, Optional<User> reader) {
        var zone = ZoneId.of(reader.map(User::timeZone).orElse("UTC"));
        var locale = Locale.forLanguageTag(mail.locale());
        var variables = new HashMap<String, Object>();
        variables.put("base", installation.publicBaseUrl());
        variables.put("token", REMOVED);
        put(variables, "to_name", mail.toName());
        put(variables, "workspace_name", workspaceName(mail));
        mail.params()
                .forEach(
                        (name, value) -> {
                            put(variables, name, time(name, value, zone, locale));
                            put(
                                    variables,
                                    name.replaceFirst("_id$", "_name"),
                                    personName(name, value));
                        });
        mail.secrets().forEach((name, value) -> put(variables, name, value));
        return variables;
    }

    private @Nullable String workspaceName(QueuedMail mail) {
        if (mail.workspaceId() == null) {
            return null;
        }
        try {
            return workspaces.current().name();
        } catch (ProblemException _) {
            // deleted meanwhile: the mail does without the name
            return null;
        }
    }

    private @Nullable String personName(String param, Object value) {
        if (!param.endsWith("_id") || !(value instanceof String text)) {
            return null;
        }
        try {
            return users.byId(UUID.fromString(text)).map(User::fullName).orElse(null);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Object time(String param, Object value, ZoneId zone, Locale locale) {
        if (!param.endsWith("_at") || !(value instanceof String text)) {
            return value;
        }
        try {
            var written = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", locale);
            return "%s (%s)"
                    .formatted(written.format(Instant.parse(text).atZone(zone)), zone.getId());
        } catch (DateTimeParseException _) {
            return value;
        }
    }

    private static void put(Map<String, Object> variables, String name, @Nullable Object value) {
        var shown = value instanceof String text ? oneLine(text) : value;
        if (shown != null && !shown.equals("")) {
            variables.put(name, shown);
        }
    }

    /** A name with a line break in it could begin a header or a paragraph of its own. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    private static InternetAddress sender(String from) {
        try {
            return new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new IllegalStateException(
                    "postmagiq.mail.from is '%s', which is no sender; for example: Postmagiq <no-reply@example.com>"
                            .formatted(from),
                    e);
        }
    }
}
