package com.postmagiq.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.mail.NewMail;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.notification.mail.MailRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** Every mail with the worst names anybody could choose. */
@PostmagiqTest
class MailTextsTests {
    private static final String HOSTILE =
            "<script>alert(1)</script> & \"Eve\"\r\nBcc: all@example.com\u2028[[${7*7}]]";

    /** What a name becomes in plain text: as typed, in one line. */
    private static final String PLAIN =
            "<script>alert(1)</script> & \"Eve\" Bcc: all@example.com [[${7*7}]]";

    private final MailLog log;
    private final MailRows rows;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Api eve;

    MailTextsTests(
            MailLog log,
            MailRows rows,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            @LocalServerPort int port) {
        this.log = log;
        this.rows = rows;
        this.events = events;
        this.transaction = transaction;
        this.eve = Api.at(port).signUp(HOSTILE);
    }

    static Stream<String> templates() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/mail/en"))) {
            return files
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".txt"))
                    .map(name -> name.replace(".txt", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void given_hostile_names__when_a_mail_is_built__then_they_are_words_and_nothing_else(
            String template) {
        var mail = log.read(queued(template));

        assertThat(mail.subject()).isNotEmpty().doesNotContainPattern("\\p{Cntrl}");
        assertThat(mail.text())
                .contains("Hello " + PLAIN)
                .doesNotContain("\nBcc:", "{{", "](", "null");
        assertThat(mail.html())
                .contains("&lt;script&gt;", "<html", "</html>")
                .doesNotContain("<script", "{{", "null");
        assertThat(mail.text()).contains("http://localhost:8080");
    }

    private UUID queued(String template) {
        var email = Api.newEmail();
        var mail =
                new NewMail(
                        template,
                        NewMail.Category.TRANSACTIONAL,
                        eve.userId(),
                        email,
                        HOSTILE,
                        "en",
                        params(),
                        Map.of("token", "t".repeat(43), "device", HOSTILE, "reason", HOSTILE),
                        null);
        CurrentWorkspace.run(
                eve.workspaceId(),
                () -> transaction.executeWithoutResult(_ -> events.publishEvent(mail)));
        return rows.newest(null, null, 50).stream()
                .filter(row -> email.equals(row.toEmail()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Map<String, Object> params() {
        var at = "2026-11-22T09:00:00Z";
        var person = eve.userId().toString();
        return Map.of(
                "inviter_id", person,
                "member_id", person,
                "operator_id", person,
                "new_owner_id", person,
                "old_owner_id", person,
                "role", "editor",
                "notice", "something_nobody_knows",
                "expires_at", at,
                "changed_at", at,
                "signed_in_at", at);
    }
}
