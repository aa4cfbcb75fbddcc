package com.postmagiq.notification;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.notification.mail.Unsubscribing;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the link of a mail leads that its reader may stop (RFC 8058). */
@RestController
@RequestMapping("/api/v1/email/unsubscribe")
class UnsubscribeController {
    /**
     * @param template the kind of mail that is sent no more
     */
    @Schema(name = "StoppedMails")
    record Stopped(String template) {}

    private final Unsubscribing unsubscribing;
    private final Installation installation;

    UnsubscribeController(Unsubscribing unsubscribing, Installation installation) {
        this.unsubscribing = unsubscribing;
        this.installation = installation;
    }

    /** Stops mails of that kind; what mail programs send when their button is pressed. */
    @PostMapping("/{unsubscribe_token}")
    Stopped stop(@PathVariable("unsubscribe_token") String token) {
        return unsubscribing
                .stop(token)
                .map(Stopped::new)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        MailProblem.UNSUBSCRIBE_INVALID,
                                        "This link does not stop any mail; use the one at the end of the mail as it is."));
    }

    /** Leads a person to the page with the button, and changes nothing: scanners look at links. */
    @Hidden
    @GetMapping("/{unsubscribe_token}")
    ResponseEntity<Void> look(@PathVariable("unsubscribe_token") String token) {
        var page =
                URI.create(
                        "%s/auth/unsubscribe?token=%s"
                                .formatted(
                                        installation.publicBaseUrl(),
                                        token.replaceAll("[^A-Za-z0-9._-]", "")));
        return ResponseEntity.status(HttpStatus.FOUND).location(page).build();
    }
}
