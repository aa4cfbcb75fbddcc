package com.postmagiq.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.postmagiq.Api;
import com.postmagiq.Mailbox;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.mail.NewMail;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.settings.Installation;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionTemplate;

@PostmagiqTest
class MailboxTests {
    private static final String LIST = "/api/v1/dev/mailbox";

    private final Database database;
    private final MailLog log;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Api stranger;
    private final Mailbox mailbox;

    MailboxTests(
            Database database,
            MailLog log,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            @LocalServerPort int port) {
        this.database = database;
        this.log = log;
        this.events = events;
        this.transaction = transaction;
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    void given_a_registration__when_it_is_kept__then_its_mail_is_sent_and_can_be_read() {
        var ada = stranger.signUp("Ada Lovelace");

        var mail = mailbox.newest(ada.email(), "verify_email");

        assertThat(mail.text("/mail/provider")).isEqualTo("log");
        assertThat(mail.text("/subject")).isEqualTo("Confirm your e-mail address");
        assertThat(mail.text("/text")).contains("Hello Ada Lovelace,", "/auth/verify?token=");
        assertThat(mail.text("/html")).contains("/auth/verify?token=");
        assertThat(mail.at("/links_removed").asBoolean()).isFalse();
    }

    @Test
    void given_a_change_that_is_rolled_back__when_it_asked_for_a_mail__then_there_is_none() {
        var email = Api.newEmail();

        transaction.executeWithoutResult(
                status -> {
                    events.publishEvent(notice(email));
                    status.setRollbackOnly();
                });

        assertThat(mailbox.all(email, "security_notice")).isEmpty();
    }

    @Test
    void
            given_other_machines_proxies_and_names__when_they_ask_for_the_mailbox__then_there_is_none() {
        assertThat(stranger.get(LIST).status()).isEqualTo(200);
        assertThat(stranger.with("X-Forwarded-For", "192.0.2.7").get(LIST).status()).isEqualTo(404);
        assertThat(stranger.with("Forwarded", "for=192.0.2.7").get(LIST).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(names = {"STAGING", "PRODUCTION"})
    void given_an_installation_people_use__when_its_machine_asks__then_there_is_no_mailbox(
            Installation.Environment environment) {
        var elsewhere = new Installation(Path.of("var"), environment, "https://app.example.com");
        var mailbox = new MailboxController(log, elsewhere);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> mailbox.mailbox(null, 50, new MockHttpServletRequest()))
                .returns(GeneralProblem.NOT_FOUND, ProblemException::problem);
    }

    @Test
    void given_many_mails__when_they_are_paged__then_each_is_shown_once() {
        var email = Api.newEmail();
        IntStream.range(0, 5)
                .forEach(
                        _ ->
                                transaction.executeWithoutResult(
                                        _ -> events.publishEvent(notice(email))));

        var first = log.page(null, null, 3);
        var second = log.page(first.nextCursor(), null, 3);

        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).doesNotContainAnyElementsOf(first.items());
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> log.page(null, "lost", 3))
                .withMessageContaining("There is no status 'lost'");
    }

    @Test
    void given_a_failed_mail__when_the_operator_tries_again__then_it_is_sent() {
        var email = Api.newEmail();
        var id = failed(email);

        var again = log.retry(id);

        assertThat(again.status()).isEqualTo("pending");
        assertThat(again.attempts()).isZero();
        mailbox.awaitSent(email, "security_notice", 1);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> log.retry(id))
                .returns(MailProblem.NOT_RETRYABLE, ProblemException::problem);
    }

    @Test
    void given_a_failed_mail_without_its_link__when_it_is_tried_again__then_that_is_refused() {
        var id = failed(Api.newEmail());
        Maintenance.update(
                database, "update core.email_queue set secrets_kept = true where id = ?", id);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> log.retry(id))
                .withMessageContaining("without its link");
        assertThat(log.read(id).linksRemoved()).isTrue();
    }

    private UUID failed(String email) {
        transaction.executeWithoutResult(_ -> events.publishEvent(notice(email)));
        mailbox.awaitSent(email, "security_notice", 1);
        var id =
                UUID.fromString(
                        mailbox.sent(email, "security_notice").getFirst().path("id").asString());
        Maintenance.update(
                database,
                "update core.email_queue set status = 'failed', sent_at = null where id = ?",
                id);
        return id;
    }

    private static NewMail notice(String email) {
        return new NewMail(
                "security_notice",
                NewMail.Category.TRANSACTIONAL,
                null,
                email,
                "Ada Lovelace",
                "en",
                Map.of("notice", "passkey_added"),
                Map.of(),
                null);
    }
}
