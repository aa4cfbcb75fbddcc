package com.postmagiq.identity;

import com.postmagiq.kernel.mail.NewMail;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * The mails about somebody's account. Each is asked for in the caller's transaction, and queued
 * when that commits.
 */
@Component
class AccountMails {
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AccountMails(ApplicationEventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /**
     * Sends a link.
     *
     * @param address where to; it need not be the person's present one
     */
    void link(
            User user, String address, OneTimeTokens.Purpose purpose, OneTimeTokens.Issued issued) {
        publish(
                purpose.template(),
                user,
                address,
                Map.of("token_id", issued.id(), "expires_at", issued.expires().toString()),
                Map.of("token", issued.token()),
                null);
    }

    void passwordChanged(User user) {
        publish(
                "password_changed",
                user,
                user.email(),
                Map.of("changed_at", clock.instant().toString()),
                Map.of(),
                null);
    }

    /** Once, when the address of an account is known to be the person's. */
    void welcome(User user) {
        publish("welcome", user, user.email(), Map.of(), Map.of(), "welcome:" + user.id());
    }

    void newSignIn(User user, Caller caller) {
        publish(
                "new_sign_in",
                user,
                user.email(),
                Map.of("signed_in_at", clock.instant().toString()),
                Map.of("device", caller.deviceLabel(), "address", caller.address()),
                null);
    }

    /**
     * Tells of something the person may not have done themselves.
     *
     * @param notice names the sentence of the mail, such as {@code refresh_reuse}
     */
    void notice(User user, String notice) {
        publish("security_notice", user, user.email(), Map.of("notice", notice), Map.of(), null);
    }

    /** Like {@link #notice}, at most once a day, for what strangers can cause. */
    void noticeOnceADay(User user, String notice) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        publish(
                "security_notice",
                user,
                user.email(),
                Map.of("notice", notice),
                Map.of(),
                "%s:%s:%s".formatted(notice, user.id(), today));
    }

    private void publish(
            String template,
            User user,
            String address,
            Map<String, Object> params,
            Map<String, String> secrets,
            @Nullable String dedupeKey) {
        events.publishEvent(
                new NewMail(
                        template,
                        NewMail.Category.TRANSACTIONAL,
                        user.id(),
                        address,
                        user.fullName(),
                        user.locale(),
                        params,
                        secrets,
                        dedupeKey));
    }
}
