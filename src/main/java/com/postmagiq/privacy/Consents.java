package com.postmagiq.privacy;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people allow. Every answer stays; the newest one counts. */
@Service
public class Consents implements PersonalData {
    /** Of the sentences that people read when they answer. */
    static final String WORDING = "2026-11";

    /** What somebody may allow or not. */
    public enum Key {
        /** Which pages and choices somebody uses; on until switched off. */
        ANALYTICS(true),
        /** Keeping what somebody types as feedback. */
        FEEDBACK_COLLECTION(false),
        /** Mails about news of the product. */
        MARKETING(false);

        private final boolean byDefault;

        Key(boolean byDefault) {
            this.byDefault = byDefault;
        }

        /** As it stands in JSON and in the database. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Key named(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * What somebody allows now.
     *
     * @param answered whether they were asked, in the present words
     */
    record Present(Map<Key, Boolean> granted, boolean answered) {}

    /**
     * One answer.
     *
     * @param ip of the caller, as a literal
     */
    record Answer(Key key, boolean granted, String source, String ip) {}

    private record Newest(String key, boolean granted, String wordingVersion) {}

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Consents(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** Whether somebody allows this now. */
    public boolean allows(UUID userId, Key key) {
        return Boolean.TRUE.equals(of(userId).granted().get(key));
    }

    Present of(UUID userId) {
        var granted = new EnumMap<Key, Boolean>(Key.class);
        Arrays.stream(Key.values()).forEach(key -> granted.put(key, key.byDefault));
        var answered = false;
        for (var newest : newest(userId)) {
            var key = Key.named(newest.key());
            granted.put(key, newest.granted());
            answered |= key == Key.ANALYTICS && newest.wordingVersion().equals(WORDING);
        }
        return new Present(granted, answered);
    }

    private List<Newest> newest(UUID userId) {
        return jdbc.sql(
                        """
                        select distinct on (key) key, granted, wording_version
                          from core.privacy_consents where user_id = :user order by key, id desc
                        """)
                .param("user", userId)
                .query(Newest.class)
                .list();
    }

    /** Keeps answers, also those that change nothing: they were given to the present words. */
    @Transactional
    public void answer(UUID userId, List<Answer> answers) {
        var before = of(userId).granted();
        for (var answer : answers) {
            insert(userId, answer);
            var was = Boolean.TRUE.equals(before.get(answer.key()));
            if (was == answer.granted()) {
                continue;
            }
            events.publishEvent(
                    new Audited(
                            "privacy.consent_changed",
                            userId,
                            "user",
                            userId,
                            Map.of(answer.key().code(), new Audited.Change(was, answer.granted())),
                            Audited.Outcome.SUCCESS));
        }
    }

    private void insert(UUID userId, Answer answer) {
        jdbc.sql(
                        """
                        insert into core.privacy_consents (id, user_id, key, granted, wording_version, source, ip, at)
                        values (:id, :user, :key, :granted, :wording, :source, cast(:ip as inet), :now)
                        """)
                .param("id", Ids.next())
                .param("user", userId)
                .param("key", answer.key().code())
                .param("granted", answer.granted())
                .param("wording", WORDING)
                .param("source", answer.source())
                .param("ip", answer.ip())
                .param("now", at(clock.instant()))
                .update();
    }

    @Override
    public List<PersonalTable> tables() {
        return List.of(
                PersonalTable.of(
                        PersonalTable.Place.INSTALLATION,
                        "core.privacy_consents",
                        "user_id = :person",
                        "consents.json"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
