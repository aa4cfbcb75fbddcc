package com.postmagiq.identity;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What somebody shows besides a password: codes of an authenticator and recovery codes; with
 * passkeys, the rules about what may be taken away. Changes of one person happen one after the
 * other.
 */
@Service
public class SecondFactors {
    private static final Pattern SIX_DIGITS = Pattern.compile("\\d{6}");
    private static final Pattern BETWEEN_GROUPS = Pattern.compile("[\\s-]+");
    private static final int FEW_CODES = 3;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Authenticators authenticators;
    private final RecoveryCodes recoveryCodes;
    private final SignInMethods methods;
    private final GuessLimit guesses;
    private final Users users;
    private final LoginSessions sessions;
    private final SecurityNotices notices;
    private final ObjectProvider<SecondFactorDemands> demands;

    SecondFactors(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Authenticators authenticators,
            RecoveryCodes recoveryCodes,
            SignInMethods methods,
            GuessLimit guesses,
            Users users,
            LoginSessions sessions,
            SecurityNotices notices,
            ObjectProvider<SecondFactorDemands> demands) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.authenticators = authenticators;
        this.recoveryCodes = recoveryCodes;
        this.methods = methods;
        this.guesses = guesses;
        this.users = users;
        this.sessions = sessions;
        this.notices = notices;
        this.demands = demands;
    }

    /**
     * Begins to enrol an authenticator.
     *
     * @throws ProblemException {@code auth.second_factor_exists}
     */
    Authenticators.Enrolment begin(UUID userId, @Nullable String label) {
        return transaction.execute(
                _ -> {
                    lock(userId);
                    requireNoAuthenticator(userId);
                    return authenticators.begin(
                            users.get(userId),
                            label == null || label.isBlank() ? "Authenticator" : label.strip());
                });
    }

    /**
     * Puts an authenticator in force by its first code.
     *
     * @return the recovery codes, which nobody can show again
     * @throws ProblemException {@code auth.second_factor_invalid}, {@code not_found}
     */
    List<String> confirm(UUID userId, UUID id, String code, Caller caller) {
        return guesses.count(
                userId,
                caller,
                () ->
                        transaction.execute(
                                _ -> {
                                    lock(userId);
                                    requireNoAuthenticator(userId);
                                    authenticators.confirm(userId, id, plain(code));
                                    notices.changed(
                                            "auth.second_factor_added",
                                            userId,
                                            "second_factor",
                                            id);
                                    return recoveryCodes.replace(userId);
                                }));
    }

    /**
     * Takes an authenticator out of force.
     *
     * @throws ProblemException {@code not_found}, {@code auth.second_factor_demanded}
     */
    void remove(UUID userId, UUID id) {
        transaction.executeWithoutResult(
                _ -> {
                    lock(userId);
                    if (!authenticators.remove(userId, id)) {
                        throw Authenticators.unknown();
                    }
                    afterRemoval(userId);
                    notices.changed("auth.second_factor_removed", userId, "second_factor", id);
                });
    }

    /**
     * Ten new recovery codes in place of what is left of the old ones.
     *
     * @throws ProblemException {@code auth.second_factor_missing}
     */
    List<String> newRecoveryCodes(UUID userId) {
        return transaction.execute(
                _ -> {
                    lock(userId);
                    requireOne(userId);
                    return recoveryCodes.replace(userId);
                });
    }

    /**
     * Refuses what makes no sense for somebody without a second factor.
     *
     * @throws ProblemException {@code auth.second_factor_missing}
     */
    public void requireOne(UUID userId) {
        if (!has(userId)) {
            throw new ProblemException(
                    IdentityProblem.SECOND_FACTOR_MISSING,
                    "This needs a second factor, and you have none; add an authenticator or a passkey first.");
        }
    }

    /** Whether an account is guarded by more than a password. */
    public boolean has(UUID userId) {
        return methods.of(userId).secondFactor();
    }

    /**
     * Looks at a code of an authenticator or a recovery code.
     *
     * @return what it proves; empty when it is neither, or was used before
     */
    Optional<Proof> accept(UUID userId, String code) {
        var text = plain(code);
        if (SIX_DIGITS.matcher(text).matches()) {
            return authenticators.accept(userId, text) ? Optional.of(Proof.OTP) : Optional.empty();
        }
        return Boolean.TRUE.equals(transaction.execute(_ -> useRecoveryCode(userId, text)))
                ? Optional.of(Proof.RECOVERY)
                : Optional.empty();
    }

    /**
     * Takes all second factors from somebody who lost them; an operator has made sure who asks. The
     * person is told by mail and signed out everywhere.
     *
     * @param operatorId who does it
     */
    public void reset(UUID userId, UUID operatorId) {
        transaction.executeWithoutResult(
                _ -> {
                    lock(userId);
                    authenticators.forget(userId);
                    recoveryCodes.forget(userId);
                    jdbc.sql("delete from core.passkeys where user_id = :user")
                            .param("user", userId)
                            .update();
                    sessions.endAll(userId, null, EndReason.ADMIN);
                    notices.changed(
                            "auth.second_factor_reset",
                            operatorId,
                            userId,
                            "user",
                            userId,
                            Map.of());
                });
    }

    /**
     * What holds after a factor was removed, in the transaction that removed it: one stays where a
     * workspace demands one, and recovery codes go with the last.
     *
     * @throws ProblemException {@code auth.second_factor_demanded}
     */
    void afterRemoval(UUID userId) {
        if (methods.of(userId).secondFactor()) {
            return;
        }
        var workspaces =
                demands.stream().flatMap(each -> each.demandedBy(userId).stream()).toList();
        if (!workspaces.isEmpty()) {
            throw new ProblemException(
                            IdentityProblem.SECOND_FACTOR_DEMANDED,
                            "This is your last second factor, and %s demands one; add another first."
                                    .formatted(String.join(", ", workspaces)))
                    .with("workspaces", workspaces);
        }
        recoveryCodes.forget(userId);
    }

    /** Makes changes of one person's factors wait for each other. */
    void lock(UUID userId) {
        jdbc.sql("select id from core.users where id = :user for update")
                .param("user", userId)
                .query(UUID.class)
                .single();
    }

    static ProblemException invalid() {
        return new ProblemException(
                IdentityProblem.SECOND_FACTOR_INVALID,
                "This code is not right, or was used before; wait for the next one and type that.");
    }

    private boolean useRecoveryCode(UUID userId, String code) {
        if (!recoveryCodes.use(userId, code)) {
            return false;
        }
        var left = methods.of(userId).recoveryCodes();
        notices.changed(
                "auth.recovery_code_used",
                userId,
                userId,
                "user",
                userId,
                Map.of("codes_left", left, "few_left", left < FEW_CODES));
        return true;
    }

    private void requireNoAuthenticator(UUID userId) {
        if (methods.of(userId).totp()) {
            throw new ProblemException(
                    IdentityProblem.SECOND_FACTOR_EXISTS,
                    "You have an authenticator already; remove it before you add another.");
        }
    }

    /** As people type it: lower-case, with spaces and dashes. */
    private static String plain(String code) {
        return BETWEEN_GROUPS.matcher(code).replaceAll("").toUpperCase(Locale.ROOT);
    }
}
