package com.postmagiq.admin;

import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.notification.MailLog;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All mails of the installation, for operators: whether they went out, not what stands in them. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/admin/emails")
class MailsController {
    private final MailLog log;
    private final ApplicationEventPublisher events;

    MailsController(MailLog log, ApplicationEventPublisher events) {
        this.log = log;
        this.events = events;
    }

    /** Newest first. */
    @GetMapping
    Page<MailLog.Entry> list(
            @Schema(
                            allowableValues = {
                                "pending",
                                "sending",
                                "sent",
                                "failed",
                                "suppressed",
                                "cancelled"
                            })
                    @RequestParam(required = false)
                    @Nullable String status,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return log.page(cursor, status, limit);
    }

    /** Sends a failed one again. */
    @PostMapping("/{mail_id}/retry")
    MailLog.Entry retry(@PathVariable("mail_id") UUID id, @AuthenticationPrincipal SignedIn me) {
        var mail = log.retry(id);
        events.publishEvent(Audited.done("admin.email_retried", me.userId(), "mail", id));
        return mail;
    }
}
