package com.postmagiq.apikey;

import com.postmagiq.identity.User;
import com.postmagiq.kernel.mail.NewMail;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The mails about keys, asked for in the transaction of their cause. */
@Component
class KeyMails {
    private static final String TEMPLATE = "api_key_notice";

    private final ApplicationEventPublisher events;

    KeyMails(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** Keys go on although whoever made them has left. */
    void makerLeft(User reader, UUID makerId) {
        send(reader, Map.of("notice", "maker_left", "maker_id", makerId), null);
    }

    /**
     * A key ends soon.
     *
     * @param prefix how it begins, since a mail's row holds no names
     */
    void endsSoon(User reader, UUID keyId, String prefix, Instant end) {
        send(
                reader,
                Map.of("notice", "ends_soon", "key_prefix", prefix, "expires_at", end.toString()),
                "api_key_ends:%s:%s".formatted(keyId, reader.id()));
    }

    private void send(User reader, Map<String, Object> params, @Nullable String dedupeKey) {
        events.publishEvent(
                new NewMail(
                        TEMPLATE,
                        NewMail.Category.TRANSACTIONAL,
                        reader.id(),
                        reader.email(),
                        reader.fullName(),
                        reader.locale(),
                        params,
                        Map.of(),
                        dedupeKey));
    }
}
