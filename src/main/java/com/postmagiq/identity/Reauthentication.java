package com.postmagiq.identity;

import com.postmagiq.kernel.problem.ProblemException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Asks somebody who is signed in to show once more who they are, before something dangerous. */
@Service
class Reauthentication {
    private final Credentials credentials;
    private final SignInMethods methods;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final OidcVisits visits;
    private final UserIdentities identities;
    private final GuessLimit guesses;
    private final LoginSessions sessions;
    private final IdentitySettings settings;
    private final Clock clock;

    Reauthentication(
            Credentials credentials,
            SignInMethods methods,
            SecondFactors factors,
            Passkeys passkeys,
            OidcVisits visits,
            UserIdentities identities,
            GuessLimit guesses,
            LoginSessions sessions,
            IdentitySettings settings,
            Clock clock) {
        this.credentials = credentials;
        this.methods = methods;
        this.factors = factors;
        this.passkeys = passkeys;
        this.visits = visits;
        this.identities = identities;
        this.guesses = guesses;
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether the session's newest proof is young enough for something dangerous. */
    private boolean isFresh(SignedIn me) {
        return clock.instant().isBefore(me.provedAt().plus(settings.reauthenticationLife()));
    }

    /**
     * Refuses something dangerous after an old proof.
     *
     * @throws ProblemException {@code auth.reauthentication_required}
     */
    void requireFresh(SignedIn me) {
        if (!isFresh(me)) {
            throw required(me);
        }
    }

    /** The refusal {@code auth.reauthentication_required}, with what the person could show. */
    private ProblemException required(SignedIn me) {
        return new ProblemException(
                        IdentityProblem.REAUTHENTICATION_REQUIRED,
                        "Show once more that it is you: this takes a proof not older than %d minutes (POST /api/v1/auth/reauthenticate)."
                                .formatted(settings.reauthenticationLife().toMinutes()))
                .with("methods", methods.of(me.userId()).asProof());
    }

    /**
     * Takes the password, and with a second factor its code, as a new proof.
     *
     * @throws ProblemException {@code auth.invalid_credentials}, {@code
     *     auth.second_factor_required}, {@code auth.second_factor_invalid}, {@code
     *     auth.too_many_attempts}
     */
    void withPassword(SignedIn me, String password, @Nullable String code, Caller caller) {
        var proofs =
                guesses.count(
                        me.userId(),
                        caller,
                        () -> {
                            requireRight(me, password);
                            return with(Proof.PWD, me, code);
                        });
        sessions.proved(me.sessionId(), proofs);
    }

    /**
     * Takes the password that stands in the body of a dangerous request. It is enough for people
     * who have nothing else; others need a fresh proof beside it, since a body has no place for a
     * code.
     *
     * @throws ProblemException {@code auth.invalid_credentials}, {@code
     *     auth.reauthentication_required}
     */
    void withPasswordInBody(SignedIn me, String password, Caller caller) {
        guesses.count(
                me.userId(),
                caller,
                () -> {
                    requireRight(me, password);
                    return true;
                });
        if (methods.of(me.userId()).secondFactor()) {
            requireFresh(me);
        } else {
            sessions.proved(me.sessionId(), EnumSet.of(Proof.PWD));
        }
    }

    private void requireRight(SignedIn me, String password) {
        if (!credentials.matches(me.userId(), password)) {
            throw new ProblemException(
                    IdentityProblem.INVALID_CREDENTIALS, "The password is not right.");
        }
    }

    /**
     * Takes a visit to an issuer of just now, and with a second factor its code, as a new proof.
     *
     * @throws ProblemException {@code auth.oidc_failed}, {@code auth.second_factor_required},
     *     {@code auth.second_factor_invalid}
     */
    void withIssuer(SignedIn me, String oidcCode, @Nullable String code, Caller caller) {
        var returned = visits.arrived(oidcCode).orElseThrow(SignInAttempts::over);
        var recent = clock.instant().minus(settings.reauthenticationLife());
        if (returned.intent() != OidcVisits.Intent.REAUTHENTICATE
                || !returned.authenticatedSince(recent)
                || !identities.owner(returned).filter(me.userId()::equals).isPresent()) {
            throw new ProblemException(
                    IdentityProblem.OIDC_FAILED,
                    "The issuer did not show just now that it is you; go there once more.");
        }
        sessions.proved(
                me.sessionId(),
                guesses.count(me.userId(), caller, () -> with(Proof.OIDC, me, code)));
    }

    /** The first proof together with the second, where the person has one. */
    private Set<Proof> with(Proof first, SignedIn me, @Nullable String code) {
        var owned = methods.of(me.userId());
        if (!owned.secondFactor()) {
            return EnumSet.of(first);
        }
        if (code == null) {
            throw SecondFactorChallenge.required(owned);
        }
        return EnumSet.of(
                first, factors.accept(me.userId(), code).orElseThrow(SecondFactors::invalid));
    }

    /**
     * Takes a passkey that knows its owner as a new proof.
     *
     * @throws ProblemException {@code auth.passkey_invalid}
     */
    void withPasskey(
            SignedIn me, String challengeId, Map<String, Object> credential, Caller caller) {
        guesses.count(
                me.userId(),
                caller,
                () ->
                        passkeys.login(challengeId, credential)
                                .filter(
                                        shown ->
                                                shown.userId().equals(me.userId())
                                                        && shown.userVerified())
                                .orElseThrow(Passkeys::invalid));
        sessions.proved(me.sessionId(), EnumSet.of(Proof.PASSKEY));
    }
}
