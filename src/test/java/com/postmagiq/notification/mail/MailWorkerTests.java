package com.postmagiq.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.SettableClock;
import com.postmagiq.kernel.limits.RateBuckets;
import com.postmagiq.kernel.mail.MailReason;
import com.postmagiq.kernel.mail.MailSettings;
import com.postmagiq.kernel.mail.NewMail;
import com.postmagiq.notification.mail.QueuedMail.Status;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PostmagiqTest
class MailWorkerTests {
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final GreenMail SERVER =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private final MailRows rows;
    private final MailBuilder builder;
    private final ObjectProvider<MailReason> reasons;
    private final RateBuckets buckets;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    MailWorkerTests(
            MailRows rows,
            MailBuilder builder,
            ObjectProvider<MailReason> reasons,
            RateBuckets buckets,
            TransactionTemplate transaction,
            JdbcClient jdbc) {
        this.rows = rows;
        this.builder = builder;
        this.reasons = reasons;
        this.buckets = buckets;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void given_a_mail_server__when_a_mail_is_sent__then_it_arrives_with_both_parts_and_its_headers()
            throws Exception {
        var email = Api.newEmail();
        var id = queued(email);

        assertThat(worker(smtp(SERVER.getSmtp().getPort())).work(id)).isEmpty();

        var message = received(email)[0];
        assertThat(message.getMessageID()).isEqualTo("<" + id + "@localhost>");
        assertThat(message.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(message.getHeader("Date", null)).endsWith("GMT");
        assertThat(message.getFrom()[0]).hasToString("Postmagiq <postmagiq@localhost>");
        assertThat(message.getSubject()).isEqualTo("The security of your account");
        var parts = (MimeMultipart) message.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(0).getContent().toString()).contains("Hello Zoë Ωmega,");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        var row = rows.find(id).orElseThrow();
        assertThat(row.status()).isEqualTo(Status.SENT);
        assertThat(row.provider()).isEqualTo("smtp");
        assertThat(row.messageId()).isEqualTo(message.getMessageID());
    }

    @Test
    void
            given_a_node_that_dies_after_handing_on__when_another_goes_on__then_the_message_id_is_the_same()
                    throws Exception {
        var email = Api.newEmail();
        var id = queued(email);
        var real = smtp(SERVER.getSmtp().getPort());
        var dying =
                new MailTransport() {
                    @Override
                    public String name() {
                        return real.name();
                    }

                    @Override
                    public Delivery send(BuiltMail mail) {
                        real.send(mail);
                        throw new AssertionError("the node is gone");
                    }
                };

        assertThatThrownBy(() -> worker(dying).work(id)).hasMessage("the node is gone");
        assertThat(rows.find(id).orElseThrow().status()).isEqualTo(Status.SENDING);
        worker(real).work(id);

        var messages = received(email);
        assertThat(messages).hasSize(2);
        assertThat(messages[0].getMessageID()).isEqualTo(messages[1].getMessageID());
        assertThat(rows.find(id).orElseThrow().status()).isEqualTo(Status.SENT);
    }

    @Test
    void given_a_refused_recipient__when_a_mail_is_sent__then_it_fails_at_once_and_no_more_is_sent()
            throws Exception {
        var email = Api.newEmail();
        try (var server = new ScriptedSmtp("RCPT", "550 nobody here")) {
            var worker = worker(smtp(server.port()));
            var first = queued(email);
            var second = queued(email);

            assertThat(worker.work(first)).isEmpty();
            assertThat(worker.work(second)).isEmpty();

            var failed = rows.find(first).orElseThrow();
            assertThat(failed.status()).isEqualTo(Status.FAILED);
            assertThat(failed.errorMessage()).isEqualTo("The mail server answered 550.");
            assertThat(failed.attempts()).isOne();
            assertThat(rows.find(second).orElseThrow().status()).isEqualTo(Status.SUPPRESSED);
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void
            given_a_server_that_refuses_the_sender__when_a_mail_is_sent__then_the_address_is_not_blamed()
                    throws Exception {
        var email = Api.newEmail();
        try (var server = new ScriptedSmtp("MAIL", "550 who are you")) {
            var id = queued(email);

            worker(smtp(server.port())).work(id);

            assertThat(rows.find(id).orElseThrow().status()).isEqualTo(Status.FAILED);
            assertThat(rows.isSuppressed(email, NewMail.Category.TRANSACTIONAL, "verify_email"))
                    .isFalse();
        }
    }

    @Test
    void given_a_server_that_hangs__when_a_mail_is_tried_four_times__then_it_has_failed_for_good()
            throws Exception {
        try (var server = new ScriptedSmtp("DATA", ScriptedSmtp.SILENCE)) {
            var clock = new SettableClock();
            var worker = worker(smtp(server.port(), MailSettings.Tls.OFF), clock);
            var id = queued(Api.newEmail());

            assertThat(worker.work(id)).contains(clock.instant().plusSeconds(5));
            assertThat(rows.find(id).orElseThrow().status()).isEqualTo(Status.PENDING);
            assertThat(worker.work(id)).contains(clock.instant().plusSeconds(30));
            assertThat(worker.work(id)).contains(clock.instant().plusSeconds(300));
            assertThat(worker.work(id)).isEmpty();

            var row = rows.find(id).orElseThrow();
            assertThat(row.status()).isEqualTo(Status.FAILED);
            assertThat(row.attempts()).isEqualTo(4);
            assertThat(worker.work(id)).isEmpty();
            assertThat(server.connections()).isEqualTo(4);
        }
    }

    @Test
    void given_a_server_without_tls__when_tls_is_demanded__then_nothing_is_handed_to_it()
            throws Exception {
        try (var server = new ScriptedSmtp("STARTTLS", "502 no such command")) {
            var id = queued(Api.newEmail());

            var next =
                    worker(smtp(server.port(), MailSettings.Tls.STARTTLS), Clock.systemUTC())
                            .work(id);

            assertThat(next).isPresent();
            assertThat(rows.find(id).orElseThrow().status()).isEqualTo(Status.PENDING);
        }
    }

    @Test
    void given_a_mail_whose_reason_is_gone__when_its_turn_comes__then_it_is_cancelled() {
        var id =
                insert(
                        mail(
                                "verify_email",
                                Api.newEmail(),
                                Map.of("token_id", UUID.randomUUID()),
                                Map.of("token", "x".repeat(43))));

        assertThat(worker(new LogTransport()).work(id)).isEmpty();

        assertThat(rows.find(id).orElseThrow().status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void given_a_template_nobody_wrote__when_its_turn_comes__then_the_mail_fails_and_ends() {
        var id = insert(mail("no_such_template", Api.newEmail(), Map.of(), Map.of()));

        assertThat(worker(new LogTransport()).work(id)).isEmpty();

        assertThat(rows.find(id).orElseThrow().status()).isEqualTo(Status.FAILED);
    }

    @Test
    void given_secrets__when_their_row_is_read_in_the_database__then_they_are_not_readable() {
        var secret = "a-very-secret-token-of-a-link";
        var id = insert(mail("security_notice", Api.newEmail(), Map.of(), Map.of("token", secret)));

        var stored =
                jdbc.sql("select t::text from core.email_queue t where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single();
        var bytes =
                jdbc.sql("select secret_data from core.email_queue where id = :id")
                        .param("id", id)
                        .query(byte[].class)
                        .single();

        assertThat(stored).doesNotContain(secret);
        assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(secret);
        assertThat(rows.find(id).orElseThrow().secrets()).containsEntry("token", secret);
    }

    @Test
    void
            given_ended_mails__when_time_passes__then_secrets_go_after_a_day_and_people_after_ninety() {
        var clock = new SettableClock();
        var cleanup = new MailCleanup(jdbc, clock);
        var id =
                insert(
                        mail(
                                "security_notice",
                                Api.newEmail(),
                                Map.of(),
                                Map.of("token", "secret")));
        worker(new LogTransport()).work(id);

        clock.pass(Duration.ofHours(25));
        cleanup.sweep();

        var afterADay = rows.find(id).orElseThrow();
        assertThat(afterADay.secretsGone()).isTrue();
        assertThat(afterADay.toEmail()).isNotNull();

        clock.pass(Duration.ofDays(90));
        cleanup.sweep();
        cleanup.sweep();

        assertThat(rows.find(id).orElseThrow().toEmail()).isNull();
        assertThat(rows.find(id).orElseThrow().toName()).isNull();
    }

    @Test
    void given_a_mail_with_a_key__when_the_same_key_comes_again__then_one_is_queued() {
        var key = "once:" + UUID.randomUUID();
        var mail =
                new NewMail(
                        "security_notice",
                        NewMail.Category.TRANSACTIONAL,
                        null,
                        Api.newEmail(),
                        "",
                        "en",
                        Map.of(),
                        Map.of(),
                        key);

        assertThat(rows.insert(mail)).isPresent();
        assertThat(rows.insert(mail)).isEmpty();
    }

    private UUID queued(String email) {
        return insert(mail("security_notice", email, Map.of("notice", "passkey_added"), Map.of()));
    }

    private UUID insert(NewMail mail) {
        return rows.insert(mail).orElseThrow();
    }

    private static NewMail mail(
            String template,
            String email,
            Map<String, Object> params,
            Map<String, String> secrets) {
        return new NewMail(
                template,
                NewMail.Category.TRANSACTIONAL,
                null,
                email,
                "Zoë Ωmega",
                "de-CH",
                params,
                secrets,
                null);
    }

    private MailWorker worker(MailTransport transport) {
        return worker(transport, Clock.systemUTC());
    }

    private MailWorker worker(MailTransport transport, Clock clock) {
        return new MailWorker(
                rows,
                builder,
                transport,
                reasons,
                buckets,
                settings(1, MailSettings.Tls.OFF),
                transaction,
                clock);
    }

    private static MailTransport smtp(int port) {
        return smtp(port, MailSettings.Tls.OFF);
    }

    private static MailTransport smtp(int port, MailSettings.Tls tls) {
        return new SmtpTransport(settings(port, tls), Clock.systemUTC());
    }

    private static MailSettings settings(int port, MailSettings.Tls tls) {
        return new MailSettings(
                MailSettings.Transport.SMTP,
                "Postmagiq <postmagiq@localhost>",
                100,
                SHORT,
                new MailSettings.Smtp("127.0.0.1", port, "", "", tls),
                new MailSettings.Resend("", URI.create("https://api.resend.com")));
    }

    private static MimeMessage[] received(String email) throws Exception {
        assertThat(SERVER.waitForIncomingEmail(5000, 1)).isTrue();
        return java.util.Arrays.stream(SERVER.getReceivedMessages())
                .filter(message -> isTo(message, email))
                .toArray(MimeMessage[]::new);
    }

    private static boolean isTo(MimeMessage message, String email) {
        try {
            return message.getAllRecipients()[0].toString().contains(email);
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
