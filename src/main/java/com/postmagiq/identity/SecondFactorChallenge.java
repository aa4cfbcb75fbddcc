package com.postmagiq.identity;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Asks for a second factor after the first was right; nobody is signed in until it comes. */
@Component
class SecondFactorChallenge {
    private final SignInAttempts attempts;
    private final PasskeyOptions passkeyOptions;

    SecondFactorChallenge(SignInAttempts attempts, PasskeyOptions passkeyOptions) {
        this.attempts = attempts;
        this.passkeyOptions = passkeyOptions;
    }

    /**
     * Begins the second step.
     *
     * @param first what was shown already
     * @return the refusal {@code auth.second_factor_required}, which carries the challenge
     */
    ProblemException begin(UUID userId, Proof first, SignInMethods.Owned owned) {
        var kind = SignInAttempts.Kind.SECOND_FACTOR;
        var challenge = attempts.begin(kind, userId, first.stored());
        var required =
                required(owned)
                        .with("challenge", challenge)
                        .with("expires_in", kind.life().toSeconds());
        return owned.passkeys() == 0
                ? required
                : required.with("passkey_options", passkeyOptions.ofPerson(challenge, userId));
    }

    /** The refusal alone, where the first factor has to be sent again with the second. */
    static ProblemException required(SignInMethods.Owned owned) {
        return new ProblemException(
                        IdentityProblem.SECOND_FACTOR_REQUIRED,
                        "This account is also guarded by a second factor; show it to go on.")
                .with("methods", owned.asSecond());
    }
}
