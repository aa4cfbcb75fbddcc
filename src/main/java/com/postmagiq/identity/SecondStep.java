package com.postmagiq.identity;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.EnumSet;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.stereotype.Service;

/** The second step of signing in. */
@Service
class SecondStep {
    private final SignInAttempts attempts;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final GuessLimit guesses;
    private final SignIn signIn;

    SecondStep(
            SignInAttempts attempts,
            SecondFactors factors,
            Passkeys passkeys,
            GuessLimit guesses,
            SignIn signIn) {
        this.attempts = attempts;
        this.factors = factors;
        this.passkeys = passkeys;
        this.guesses = guesses;
        this.signIn = signIn;
    }

    /**
     * Goes on with a code of an authenticator or a recovery code.
     *
     * @throws ProblemException {@code auth.second_factor_invalid}; {@code auth.link_invalid} after
     *     five tries or five minutes
     */
    IssuedTokens withCode(String challenge, String code, Caller caller) {
        return with(
                challenge,
                caller,
                (userId, _) -> factors.accept(userId, code).orElseThrow(SecondFactors::invalid));
    }

    /**
     * Goes on with one of the person's passkeys. After a password it need not know its owner; after
     * the mere touch of a passkey it must.
     *
     * @throws ProblemException {@code auth.second_factor_invalid}; {@code auth.link_invalid}
     */
    IssuedTokens withPasskey(String challenge, Map<String, Object> credential, Caller caller) {
        return with(
                challenge,
                caller,
                (userId, first) -> {
                    var accepted =
                            passkeys.verify(challenge, credential)
                                    .filter(shown -> shown.userId().equals(userId))
                                    .filter(
                                            shown ->
                                                    shown.userVerified()
                                                            || first != Proof.PRESENCE);
                    if (accepted.isEmpty()) {
                        throw new ProblemException(
                                IdentityProblem.SECOND_FACTOR_INVALID,
                                "This passkey was not accepted; try again, or take another way.");
                    }
                    return Proof.PASSKEY;
                });
    }

    private IssuedTokens with(
            String challenge, Caller caller, BiFunction<UUID, Proof, Proof> check) {
        var attempt = attempts.tryOnce(SignInAttempts.Kind.SECOND_FACTOR, challenge);
        var userId = attempt.userId();
        if (userId == null) {
            throw SignInAttempts.over();
        }
        var first = Proof.of(attempt.payload());
        var second = guesses.count(userId, caller, () -> check.apply(userId, first));
        if (!attempts.finish(attempt)) {
            throw SecondFactors.invalid();
        }
        return signIn.open(userId, caller, EnumSet.of(first, second));
    }
}
