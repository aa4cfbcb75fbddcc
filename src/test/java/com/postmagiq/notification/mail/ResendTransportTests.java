package com.postmagiq.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.postmagiq.kernel.mail.MailSettings;
import com.postmagiq.notification.mail.MailTransport.Delivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Mails by the HTTP interface of Resend, at a server of this machine that speaks its format. */
class ResendTransportTests {
    private final ScriptedResend resend = new ScriptedResend();

    ResendTransportTests() throws IOException {}

    @AfterEach
    void stop() {
        resend.close();
    }

    @Test
    void given_a_mail__when_it_is_handed_on__then_the_service_has_all_of_it() {
        var sent = transport(ScriptedResend.KEY).send(mail("Come in", "https://p.example/stop"));

        assertThat(sent).isEqualTo(new Delivery.Delivered());
        var mail = resend.mails().getFirst();
        assertThat(mail.path("from").asString()).isEqualTo("Postmagiq <no-reply@example.com>");
        assertThat(mail.at("/to/0").asString()).isEqualTo("\"Zoë Ωmega\" <zoe@example.com>");
        assertThat(mail.path("to")).hasSize(1);
        assertThat(mail.path("subject").asString()).isEqualTo("Come in");
        assertThat(mail.path("text").asString()).isEqualTo("Hello");
        assertThat(mail.path("html").asString()).isEqualTo("<p>Hello</p>");
        var headers = mail.path("headers");
        assertThat(headers.path("Message-ID").asString()).isEqualTo("<1@example.com>");
        assertThat(headers.path("Auto-Submitted").asString()).isEqualTo("auto-generated");
        assertThat(headers.path("List-Unsubscribe").asString())
                .isEqualTo("<https://p.example/stop>");
        assertThat(headers.path("List-Unsubscribe-Post").asString())
                .isEqualTo("List-Unsubscribe=One-Click");
    }

    @Test
    void given_a_mail_that_was_taken__when_it_comes_again__then_it_is_not_sent_again() {
        var transport = transport(ScriptedResend.KEY);

        assertThat(transport.send(mail("Come in", null))).isEqualTo(new Delivery.Delivered());
        assertThat(transport.send(mail("Come in", null))).isEqualTo(new Delivery.Delivered());
        assertThat(transport.send(mail("In other words", null)))
                .isEqualTo(new Delivery.Delivered());
        assertThat(resend.mails()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "422, validation_error, Refused",
        "400, invalid_idempotency_key, Refused",
        "401, missing_api_key, Later",
        "409, concurrent_idempotent_requests, Later",
        "429, rate_limit_exceeded, Later",
        "429, daily_quota_exceeded, Later",
        "500, application_error, Later"
    })
    void given_a_refusal__when_a_mail_is_handed_on__then_only_the_mail_itself_ends_it(
            int status, String name, String delivery) {
        resend.answers(status, name);

        var sent = transport(ScriptedResend.KEY).send(mail("Come in", null));

        assertThat(sent.getClass().getSimpleName()).isEqualTo(delivery);
        assertThat(sent.toString())
                .contains("Resend answered %d %s.".formatted(status, name))
                .doesNotContain("ada@example.com");
    }

    @Test
    void given_a_wrong_key_or_no_service__when_a_mail_is_handed_on__then_it_waits()
            throws IOException {
        assertThat(transport("re_wrong").send(mail("Come in", null)))
                .isEqualTo(new Delivery.Later("Resend answered 403 invalid_api_key."));
        resend.close();
        assertThat(transport(ScriptedResend.KEY).send(mail("Come in", null)))
                .isInstanceOf(Delivery.Later.class);
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            assertThat(
                            new ResendTransport(
                                            settings(null, ScriptedResend.KEY, address),
                                            JsonMapper.builder().build())
                                    .send(mail("Come in", null)))
                    .isInstanceOf(Delivery.Later.class);
        }
    }

    @Test
    void given_settings__when_the_way_is_not_named__then_it_is_what_can_be_used() {
        assertThat(settings(null, ScriptedResend.KEY, resend.address()).way())
                .isEqualTo(MailSettings.Transport.RESEND);
        assertThat(settings(null, "", resend.address()).configured()).isFalse();
        assertThat(settings(MailSettings.Transport.LOG, ScriptedResend.KEY, resend.address()).way())
                .isEqualTo(MailSettings.Transport.LOG);
        assertThatThrownBy(() -> settings(MailSettings.Transport.RESEND, "", resend.address()))
                .hasMessageContaining("RESEND_API_KEY");
        assertThatThrownBy(
                        () -> settings(null, ScriptedResend.KEY, URI.create("http://example.com")))
                .hasMessageContaining("https");
        assertThat(settings(null, ScriptedResend.KEY, resend.address()).toString())
                .doesNotContain(ScriptedResend.KEY);
    }

    private MailTransport transport(String key) {
        return new ResendTransport(
                settings(null, key, resend.address()), JsonMapper.builder().build());
    }

    private static MailSettings settings(
            MailSettings.@Nullable Transport transport, String key, URI address) {
        return new MailSettings(
                transport,
                "Postmagiq <no-reply@example.com>",
                10,
                Duration.ofMillis(700),
                new MailSettings.Smtp("", 587, "", "", MailSettings.Tls.STARTTLS),
                new MailSettings.Resend(key, address));
    }

    private static BuiltMail mail(String subject, @Nullable String unsubscribe) {
        return new BuiltMail(
                "<1@example.com>",
                "Postmagiq <no-reply@example.com>",
                "zoe@example.com",
                "Zoë Ωmega",
                subject,
                "Hello",
                "<p>Hello</p>",
                unsubscribe);
    }
}
