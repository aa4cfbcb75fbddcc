package com.postmagiq.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.Mailbox;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.notification.mail.MailBuilder;
import com.postmagiq.notification.mail.MailRows;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class UnsubscribeTests {
    private static final String ROUTE = "/api/v1/email/unsubscribe/";

    private final MailRows rows;
    private final MailBuilder builder;
    private final Api stranger;
    private final Mailbox mailbox;

    UnsubscribeTests(MailRows rows, MailBuilder builder, @LocalServerPort int port) {
        this.rows = rows;
        this.builder = builder;
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    void given_a_mail_that_may_be_stopped__when_its_link_is_posted__then_that_kind_ends_alone() {
        var olga = stranger.signUp("Olga Owner");
        Team.join(olga, "Mia Member", "editor");
        var mail = mailbox.newest(olga.email(), "invite_accepted");
        assertThat(mail.text("/text"))
                .contains("Stop mails of this kind: http://localhost:8080/auth/unsubscribe?token=");
        var token = token(mail);

        assertThat(stranger.get(ROUTE + token).status()).isEqualTo(302);
        assertThat(stranger.get(ROUTE + token).header("Location").orElseThrow())
                .isEqualTo("http://localhost:8080/auth/unsubscribe?token=" + token);
        assertThat(stranger.post(ROUTE + token).status()).isEqualTo(200);
        assertThat(stranger.post(ROUTE + token).status()).isEqualTo(200);

        Team.join(olga, "Ben Member", "editor");
        await().until(() -> states(olga).contains("suppressed"));
        assertThat(states(olga)).containsExactlyInAnyOrder("suppressed", "sent");
        mailbox.awaitSent(olga.email(), "verify_email", 1);
    }

    @Test
    void given_a_mail_that_must_be_sent__then_nothing_in_it_stops_it() {
        var olga = stranger.signUp("Olga Owner");

        assertThat(mailbox.newest(olga.email(), "verify_email").text("/text"))
                .doesNotContain("unsubscribe");
    }

    @Test
    void given_a_changed_link__when_it_is_posted__then_it_stops_nothing() {
        var olga = stranger.signUp("Olga Owner");
        Team.join(olga, "Mia Member", "editor");
        var token = token(mailbox.newest(olga.email(), "invite_accepted"));

        for (var changed :
                new String[] {token.replace("invite_accepted", "verify_email"), "rubbish"}) {
            var refused = stranger.post(ROUTE + changed);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("mail.unsubscribe_invalid");
        }
    }

    private String token(Api.Answer mail) {
        var queued = rows.find(UUID.fromString(mail.text("/mail/id"))).orElseThrow();
        var address = String.valueOf(builder.buildInWorkspace(queued).unsubscribe());
        assertThat(address).startsWith("http://localhost:8080" + ROUTE);
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private List<String> states(Api person) {
        return mailbox.all(person.email(), "invite_accepted").stream()
                .map(mail -> mail.path("status").asString())
                .toList();
    }
}
