package com.postmagiq.notification;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.settings.Installation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The log of mails without signing in, for whoever develops on this very machine: links included,
 * so there is nothing there outside of development, and nothing for other machines, for what came
 * through a proxy, or under a foreign host name.
 */
@RestController
@RequestMapping("/api/v1/dev/mailbox")
class MailboxController {
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final MailLog log;
    private final boolean developing;

    MailboxController(MailLog log, Installation installation) {
        this.log = log;
        this.developing = installation.environment() == Installation.Environment.DEVELOPMENT;
    }

    @GetMapping
    Page<MailLog.Entry> mailbox(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            HttpServletRequest request) {
        requireThisMachine(request);
        return log.page(cursor, null, limit);
    }

    @GetMapping("/{mail_id}")
    MailLog.Reading mailboxMail(@PathVariable("mail_id") UUID mailId, HttpServletRequest request) {
        requireThisMachine(request);
        return log.read(mailId);
    }

    private void requireThisMachine(HttpServletRequest request) {
        var near =
                developing
                        && InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress()
                        && OWN_NAMES.contains(request.getServerName())
                        && request.getHeader("X-Forwarded-For") == null
                        && request.getHeader("Forwarded") == null;
        if (!near) {
            throw new ProblemException(
                    GeneralProblem.NOT_FOUND, "There is nothing at this address.");
        }
    }
}
