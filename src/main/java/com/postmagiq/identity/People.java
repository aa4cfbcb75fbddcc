package com.postmagiq.identity;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.page.SearchWords;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All people of the installation, for those who operate it; the caller has checked who asks. */
@Service
public class People {
    private static final String SELECT =
            """
            select u.id, u.email, u.full_name, u.is_active, u.is_superuser, u.email_verified_at, u.created_at,
                   u.last_sign_in_at,
                   (select count(*) from core.active_sessions s
                     where s.user_id = u.id and s.revoked_at is null and s.expires_at > :now
                       and s.kind <> 'impersonation') as sessions
              from core.users u
            """;

    /**
     * A person as operators see them.
     *
     * @param sessions on how many devices they are signed in
     */
    @Schema(name = "AdminUser")
    public record Person(
            UUID id,
            String email,
            String fullName,
            boolean isActive,
            boolean isSuperuser,
            boolean emailVerified,
            Instant createdAt,
            @Nullable Instant lastSignInAt,
            int sessions) {}

    private final JdbcClient jdbc;
    private final LoginSessions sessions;
    private final Impersonations impersonations;
    private final NewPassword passwords;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    People(
            JdbcClient jdbc,
            LoginSessions sessions,
            Impersonations impersonations,
            NewPassword passwords,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.impersonations = impersonations;
        this.passwords = passwords;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Newest first.
     *
     * @param words a part of a name or address; null for all
     * @param active only people who may sign in, or only those who may not; null for all
     */
    public Page<Person> page(
            @Nullable String words, @Nullable Boolean active, @Nullable String cursor, int limit) {
        var rows =
                jdbc.sql(
                                SELECT
                                        + """
                                         where u.placeholder_of is null and (cast(:words as text) is null
                                                or u.email ilike :words or u.full_name ilike :words)
                                           and (cast(:active as boolean) is null or u.is_active = :active)
                                           and (cast(:before as uuid) is null or u.id < :before)
                                         order by u.id desc limit :limit
                                        """)
                        .param("now", Time.of(clock.instant()))
                        .param(
                                "words",
                                words == null || words.isBlank()
                                        ? null
                                        : SearchWords.pattern(words))
                        .param("active", active)
                        .param("before", Cursor.decodeId(cursor))
                        .param("limit", limit + 1)
                        .query(People::person)
                        .list();
        return Page.of(rows, limit, Person::id);
    }

    /**
     * One person.
     *
     * @throws ProblemException {@code not_found}
     */
    public Person get(UUID id) {
        return jdbc.sql(SELECT + " where u.id = :id")
                .param("now", Time.of(clock.instant()))
                .param("id", id)
                .query(People::person)
                .optional()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        GeneralProblem.NOT_FOUND, "There is no person " + id));
    }

    /**
     * Lets somebody in or shuts them out, gives or takes the right to operate the installation; all
     * of it acts at once here and within a second on every other node.
     *
     * @param active null leaves it
     * @param superuser null leaves it
     * @param by the operator; null for the command line
     * @throws ProblemException {@code not_found}; {@code admin.last_operator} when nobody could
     *     operate the installation afterwards
     */
    @Transactional
    public Person change(
            UUID id, @Nullable Boolean active, @Nullable Boolean superuser, @Nullable UUID by) {
        lockOperators();
        var before = get(id);
        var nowActive = active == null ? before.isActive() : active;
        var nowSuperuser = superuser == null ? before.isSuperuser() : superuser;
        var changes = new HashMap<String, Audited.Change>();
        if (nowActive != before.isActive()) {
            changes.put("is_active", new Audited.Change(before.isActive(), nowActive));
        }
        if (nowSuperuser != before.isSuperuser()) {
            changes.put("is_superuser", new Audited.Change(before.isSuperuser(), nowSuperuser));
        }
        if (changes.isEmpty()) {
            return before;
        }
        var operates = nowActive && nowSuperuser;
        if (before.isActive() && before.isSuperuser() && !operates) {
            requireAnotherOperator(id);
        }
        jdbc.sql(
                        """
                        update core.users
                           set is_active = :active, is_superuser = :superuser, updated_at = :now,
                               erase_after = case when :active then null else erase_after end
                         where id = :id and erased_at is null
                        """)
                .param("active", nowActive)
                .param("superuser", nowSuperuser)
                .param("now", Time.of(clock.instant()))
                .param("id", id)
                .update();
        if (!nowActive) {
            sessions.endAll(id, null, EndReason.DEACTIVATED);
        }
        if (!operates) {
            impersonations.endAllOf(id);
        }
        events.publishEvent(
                new Audited(
                        "admin.user_changed", by, "user", id, changes, Audited.Outcome.SUCCESS));
        return get(id);
    }

    /**
     * Signs somebody out everywhere.
     *
     * @return how many sessions ended
     */
    @Transactional
    public int endSessions(UUID id, UUID by) {
        get(id);
        var ended = sessions.endAll(id, null, EndReason.ADMIN);
        events.publishEvent(
                new Audited(
                        "auth.session_revoked",
                        by,
                        "user",
                        id,
                        Map.of("sessions", new Audited.Change(null, ended)),
                        Audited.Outcome.SUCCESS));
        return ended;
    }

    /** Mails somebody a link to choose another password, as if they had asked for it. */
    @Transactional
    public void sendReset(UUID id, UUID by) {
        passwords.askFor(id);
        events.publishEvent(Audited.done("admin.reset_sent", by, "user", id));
    }

    /** Two who take each other's right at once must not both succeed. */
    private void lockOperators() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('operators', 0))").query(_ -> {});
    }

    /**
     * Refuses to let an operator go who is the last one.
     *
     * @throws ProblemException {@code admin.last_operator}
     */
    void requireMayLeave(User user) {
        lockOperators();
        if (user.isSuperuser()) {
            requireAnotherOperator(user.id());
        }
    }

    private void requireAnotherOperator(UUID id) {
        var another =
                jdbc.sql(
                                """
                                select exists (select from core.users where is_superuser and is_active and id <> :id)
                                """)
                        .param("id", id)
                        .query(Boolean.class)
                        .single();
        if (!another) {
            throw new ProblemException(
                    IdentityProblem.LAST_OPERATOR,
                    "This is the last active operator of the installation; make somebody else one first.");
        }
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("full_name"),
                row.getBoolean("is_active"),
                row.getBoolean("is_superuser"),
                row.getObject("email_verified_at") != null,
                Time.read(row, "created_at"),
                row.getObject("last_sign_in_at") == null ? null : Time.read(row, "last_sign_in_at"),
                row.getInt("sessions"));
    }
}
