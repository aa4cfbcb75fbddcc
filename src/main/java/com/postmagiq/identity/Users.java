package com.postmagiq.identity;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The people of the installation: the only door other modules have to them. */
@Service
public class Users {
    private static final int LONGEST_NAME = 255;

    private static final String COLUMNS =
            """
            id, email, full_name, email_verified_at, is_active, is_superuser, default_workspace_id,
            locale, time_zone, created_at, password_changed_at is not null as has_password,
            array_remove(array[
                case when exists (select from core.second_factors f
                                   where f.user_id = users.id and f.confirmed_at is not null) then 'totp' end,
                case when exists (select from core.passkeys p where p.user_id = users.id) then 'passkey' end],
                null) as second_factors
            """;

    private static final String INSERT =
            """
            insert into core.users (id, email, email_display, full_name, password_hash, password_changed_at,
                email_verified_at, is_superuser, locale, time_zone, created_at, updated_at)
            values (:id, :email, :display, :name, :hash, :passwordSet, :verified, :superuser, :locale, :zone, :now, :now)
            on conflict (email) do nothing
            """;

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final IdentitySettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Users(
            JdbcClient jdbc,
            Passwords passwords,
            IdentitySettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A checked registration whose password is hashed already; made before the transaction begins,
     * because hashing is slow.
     */
    public static final class Prepared {
        private final EmailAddress email;
        private final String fullName;
        private final @Nullable String passwordHash;
        private final boolean emailVerified;
        private final String locale;
        private final String timeZone;

        private Prepared(
                EmailAddress email,
                String fullName,
                @Nullable String passwordHash,
                boolean emailVerified,
                String locale,
                String timeZone) {
            this.email = email;
            this.fullName = fullName;
            this.passwordHash = passwordHash;
            this.emailVerified = emailVerified;
            this.locale = locale;
            this.timeZone = timeZone;
        }

        public String fullName() {
            return fullName;
        }

        /** The address as it is stored and compared. */
        public String email() {
            return email.normal();
        }

        /** As it waits for its mailed link. */
        PendingRegistrations.Waiting waiting(@Nullable String workspaceName) {
            return new PendingRegistrations.Waiting(
                    email.display(), fullName, passwordHash, locale, timeZone, workspaceName);
        }

        /** What waited; the link has shown whose address it is. */
        static Prepared confirmed(PendingRegistrations.Waiting waiting) {
            return new Prepared(
                    EmailAddress.require(waiting.email()),
                    waiting.fullName(),
                    waiting.passwordHash(),
                    true,
                    waiting.locale(),
                    waiting.timeZone());
        }
    }

    /**
     * Refuses a registration while the installation takes none.
     *
     * @param invited whether the person holds an invitation
     * @throws ProblemException {@code auth.registration_closed}
     */
    public void requireOpenRegistration(boolean invited) {
        var open =
                switch (settings.registration()) {
                    case OPEN -> true;
                    case INVITE_ONLY -> invited;
                    case CLOSED -> false;
                };
        if (!open) {
            throw new ProblemException(
                    IdentityProblem.REGISTRATION_CLOSED,
                    "This installation takes no new registrations; ask its operator for an account.");
        }
    }

    /**
     * Checks what somebody tells about themselves and hashes the password.
     *
     * @throws ProblemException when the address, the password, the language or the time zone cannot
     *     be accepted
     */
    public Prepared prepare(NewUser wish) {
        var email = EmailAddress.require(wish.email());
        var name = wish.fullName().strip();
        PasswordRules.check(wish.password(), List.of(email.local(), name, wish.knownWords()));
        return new Prepared(
                email,
                name,
                passwords.hash(wish.password()),
                false,
                locale(wish.locale()),
                zone(wish.timeZone()));
    }

    /**
     * Takes what somebody else has made sure of: a person without a password here.
     *
     * @param emailVerified whether the address was seen to be theirs
     * @param locale BCP 47; one that cannot be read counts as none
     * @throws ProblemException when the address cannot be accepted
     */
    Prepared prepareWithoutPassword(
            String email,
            boolean emailVerified,
            @Nullable String fullName,
            @Nullable String locale) {
        var address = EmailAddress.require(email);
        var name = fullName == null || fullName.isBlank() ? address.local() : fullName.strip();
        var tag = Locale.forLanguageTag(locale == null ? "en" : locale).toLanguageTag();
        return new Prepared(
                address,
                name.substring(0, Math.min(name.length(), LONGEST_NAME)),
                null,
                emailVerified,
                tag.equals("und") ? "en" : tag,
                "UTC");
    }

    /**
     * Stores a new person inside the caller's transaction. The first one ever becomes operator.
     *
     * @throws ProblemException {@code auth.email_taken}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public User register(Prepared person) {
        var id = Ids.next();
        var now = Time.of(clock.instant());
        var rows =
                jdbc.sql(INSERT)
                        .param("id", id)
                        .param("email", person.email.normal())
                        .param("display", person.email.display())
                        .param("name", person.fullName)
                        .param("hash", person.passwordHash)
                        .param("passwordSet", person.passwordHash == null ? null : now)
                        .param("verified", person.emailVerified ? now : null)
                        .param("superuser", isFirst())
                        .param("locale", person.locale)
                        .param("zone", person.timeZone)
                        .param("now", now)
                        .update();
        if (rows == 0) {
            throw new ProblemException(
                            IdentityProblem.EMAIL_TAKEN,
                            "There is an account with this e-mail address already; sign in instead.")
                    .with(
                            "errors",
                            List.of(
                                    Map.of(
                                            "field", "email",
                                            "code", IdentityProblem.EMAIL_TAKEN.code(),
                                            "message", "is registered already")));
        }
        var user = get(id);
        events.publishEvent(new Registered(user));
        return user;
    }

    /** Remembers which workspace to open after signing in; runs in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void setDefaultWorkspace(UUID userId, UUID workspaceId) {
        jdbc.sql(
                        """
                        update core.users set default_workspace_id = :workspace, updated_at = :now
                         where id = :id
                        """)
                .param("workspace", workspaceId)
                .param("now", Time.of(clock.instant()))
                .param("id", userId)
                .update();
    }

    /**
     * Notes that somebody reads the address they sign in with; runs in the caller's transaction.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void verifyEmail(UUID userId) {
        jdbc.sql(
                        """
                        update core.users set email_verified_at = :now, updated_at = :now
                         where id = :id and email_verified_at is null
                        """)
                .param("now", Time.of(clock.instant()))
                .param("id", userId)
                .update();
    }

    /**
     * Changes what people tell about themselves; null leaves a part as it is.
     *
     * @param defaultWorkspaceId opened after signing in; empty for none
     * @throws ProblemException {@code validation_failed} for an unknown language or time zone
     */
    @SuppressWarnings("NullableOptional") // left out and none are two wishes
    @Transactional
    public User describe(
            UUID userId,
            @Nullable String fullName,
            @Nullable String locale,
            @Nullable String timeZone,
            @Nullable Optional<UUID> defaultWorkspaceId) {
        jdbc.sql(
                        """
                        update core.users
                           set full_name = coalesce(:name, full_name), locale = coalesce(:locale, locale),
                               time_zone = coalesce(:zone, time_zone), updated_at = :now,
                               default_workspace_id = case when :keep then default_workspace_id
                                                           else cast(:workspace as uuid) end
                         where id = :id
                        """)
                .param("name", fullName == null ? null : fullName.strip())
                .param("locale", locale == null ? null : locale(locale))
                .param("zone", timeZone == null ? null : zone(timeZone))
                .param("keep", defaultWorkspaceId == null)
                .param(
                        "workspace",
                        defaultWorkspaceId == null ? null : defaultWorkspaceId.orElse(null))
                .param("now", Time.of(clock.instant()))
                .param("id", userId)
                .update();
        return get(userId);
    }

    /** Forgets the bound workspace as the one to open after signing in. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forgetDefaultWorkspace(UUID userId) {
        jdbc.sql(
                        """
                        update core.users set default_workspace_id = null, updated_at = :now
                         where id = :id and default_workspace_id = :workspace
                        """)
                .param("now", Time.of(clock.instant()))
                .param("id", userId)
                .param("workspace", CurrentWorkspace.id())
                .update();
    }

    public Optional<User> byId(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from core.users where id = :id")
                .param("id", id)
                .query(Users::user)
                .optional();
    }

    /** Finds a person by address, in any letter case; empty also when it cannot be an address. */
    public Optional<User> byEmail(String email) {
        return EmailAddress.of(email)
                .flatMap(
                        address ->
                                jdbc.sql(
                                                "select "
                                                        + COLUMNS
                                                        + " from core.users where email = :email")
                                        .param("email", address.normal())
                                        .query(Users::user)
                                        .optional());
    }

    /**
     * The person with this id.
     *
     * @throws ProblemException {@code not_found}
     */
    public User get(UUID id) {
        return byId(id).orElseThrow(
                        () ->
                                new ProblemException(
                                        GeneralProblem.NOT_FOUND, "There is no person " + id));
    }

    /** Two first registrations at once still make one operator: the second waits for the lock. */
    private boolean isFirst() {
        if (!settings.firstUserIsOperator() || anybody()) {
            return false;
        }
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('first-user', 0))")
                .query((_, _) -> true)
                .single();
        return !anybody();
    }

    private boolean anybody() {
        return jdbc.sql("select exists (select from core.users)").query(Boolean.class).single();
    }

    private static String locale(@Nullable String tag) {
        if (tag == null) {
            return "en";
        }
        var locale = Locale.forLanguageTag(tag).toLanguageTag();
        if (locale.equals("und")) {
            throw invalid("locale", "is not a language tag such as en or de-CH");
        }
        return locale;
    }

    private static String zone(@Nullable String name) {
        try {
            return name == null ? "UTC" : ZoneId.of(name).getId();
        } catch (DateTimeException _) {
            throw invalid("time_zone", "is not a time zone such as Europe/Zurich");
        }
    }

    static ProblemException invalid(String field, String message) {
        return new ProblemException(
                        GeneralProblem.VALIDATION_FAILED,
                        "The field '%s' %s.".formatted(field, message))
                .with(
                        "errors",
                        List.of(Map.of("field", field, "code", "invalid", "message", message)));
    }

    private static User user(ResultSet row, int number) throws SQLException {
        return new User(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("full_name"),
                row.getObject("email_verified_at") != null,
                row.getBoolean("is_active"),
                row.getBoolean("is_superuser"),
                row.getObject("default_workspace_id", UUID.class),
                row.getString("locale"),
                row.getString("time_zone"),
                Time.read(row, "created_at"),
                row.getBoolean("has_password"),
                List.of((String[]) row.getArray("second_factors").getArray()));
    }
}
