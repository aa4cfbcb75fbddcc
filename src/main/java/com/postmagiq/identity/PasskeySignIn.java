package com.postmagiq.identity;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.EnumSet;
import java.util.Map;
import org.springframework.stereotype.Service;

/** Signing in with a passkey alone. */
@Service
class PasskeySignIn {
    private final Passkeys passkeys;
    private final SignInMethods methods;
    private final SecondFactorChallenge challenges;
    private final Users users;
    private final SignIn signIn;

    PasskeySignIn(
            Passkeys passkeys,
            SignInMethods methods,
            SecondFactorChallenge challenges,
            Users users,
            SignIn signIn) {
        this.passkeys = passkeys;
        this.methods = methods;
        this.challenges = challenges;
        this.users = users;
        this.signIn = signIn;
    }

    /**
     * Signs in whoever shows a passkey. One that knew its owner is two factors at once: having it
     * and being or knowing what opens it. One that was merely touched is the first only.
     *
     * @throws ProblemException {@code auth.passkey_invalid}, {@code auth.second_factor_required}
     */
    IssuedTokens with(String challenge, Map<String, Object> credential, Caller caller) {
        var shown =
                passkeys.login(challenge, credential)
                        .filter(each -> users.get(each.userId()).isActive())
                        .orElseThrow(Passkeys::invalid);
        if (shown.userVerified()) {
            return signIn.open(shown.userId(), caller, EnumSet.of(Proof.PASSKEY));
        }
        var owned = methods.of(shown.userId());
        if (owned.totp()) {
            throw challenges.begin(shown.userId(), Proof.PRESENCE, owned);
        }
        return signIn.open(shown.userId(), caller, EnumSet.of(Proof.PRESENCE));
    }
}
