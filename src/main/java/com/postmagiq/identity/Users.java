package com.postmagiq.identity;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The people of the installation: the only door other modules have to them. */
@Service
public class Users {
    private static final String COLUMNS =
            """
            id, email, full_name, email_verified_at, is_active, is_superuser, default_workspace_id,
            locale, time_zone, created_at
            """;

    private static final String INSERT =
            """
            insert into core.users (id, email, email_display, full_name, password_hash, password_changed_at,
                is_superuser, locale, time_zone, created_at, updated_at)
            values (:id, :email, :display, :name, :hash, :now, :superuser, :locale, :zone, :now, :now)
            on conflict (email) do nothing
            """;

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final IdentitySettings settings;
    private final Clock clock;

    Users(JdbcClient jdbc, Passwords passwords, IdentitySettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A checked registration whose password is hashed already; made before the transaction begins,
     * because hashing is slow.
     */
    public static final class Prepared {
        private final EmailAddress email;
        private final String fullName;
        private final String passwordHash;
        private final String locale;
        private final String timeZone;

        private Prepared(
                EmailAddress email,
                String fullName,
                String passwordHash,
                String locale,
                String timeZone) {
            this.email = email;
            this.fullName = fullName;
            this.passwordHash = passwordHash;
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
    }

    /**
     * Refuses a registration while the installation takes none.
     *
     * @throws ProblemException {@code auth.registration_closed}
     */
    public void requireOpenRegistration() {
        if (settings.registration() != IdentitySettings.Registration.OPEN) {
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
                locale(wish.locale()),
                zone(wish.timeZone()));
    }

    /**
     * Stores a new person inside the caller's transaction. The first one ever becomes operator.
     *
     * @throws ProblemException {@code auth.email_taken}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public User register(Prepared person) {
        var id = Ids.next();
        var rows =
                jdbc.sql(INSERT)
                        .param("id", id)
                        .param("email", person.email.normal())
                        .param("display", person.email.display())
                        .param("name", person.fullName)
                        .param("hash", person.passwordHash)
                        .param("superuser", isFirst())
                        .param("locale", person.locale)
                        .param("zone", person.timeZone)
                        .param("now", Time.of(clock.instant()))
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
        return get(id);
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

    private static ProblemException invalid(String field, String message) {
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
                Time.read(row, "created_at"));
    }
}
