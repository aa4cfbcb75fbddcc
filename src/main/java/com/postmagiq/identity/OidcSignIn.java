package com.postmagiq.identity;

import com.postmagiq.identity.oidc.Issuers;
import com.postmagiq.identity.oidc.OidcSettings;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Signs in people whom an issuer has identified, takes in new ones, and links accounts. Nobody is
 * ever joined to an account here by their address alone.
 */
@Service
class OidcSignIn {
    private final Issuers issuers;
    private final OidcVisits visits;
    private final UserIdentities identities;
    private final Users users;
    private final SignInMethods methods;
    private final SecondFactorChallenge challenges;
    private final SignIn signIn;
    private final SecondFactors factors;
    private final SecurityNotices notices;
    private final ObjectProvider<Newcomers> newcomers;

    OidcSignIn(
            Issuers issuers,
            OidcVisits visits,
            UserIdentities identities,
            Users users,
            SignInMethods methods,
            SecondFactorChallenge challenges,
            SignIn signIn,
            SecondFactors factors,
            SecurityNotices notices,
            ObjectProvider<Newcomers> newcomers) {
        this.issuers = issuers;
        this.visits = visits;
        this.identities = identities;
        this.users = users;
        this.methods = methods;
        this.challenges = challenges;
        this.signIn = signIn;
        this.factors = factors;
        this.notices = notices;
        this.newcomers = newcomers;
    }

    /**
     * Signs in whoever is behind a code.
     *
     * @throws ProblemException {@code auth.link_invalid}, {@code auth.oidc_failed}, {@code
     *     auth.oidc_domain}, {@code auth.oidc_link_required}, {@code auth.registration_closed},
     *     {@code auth.second_factor_required}
     */
    IssuedTokens signIn(String code, Caller caller) {
        var returned = arrived(code, OidcVisits.Intent.LOGIN);
        var issuer = issuers.named(returned.issuerName()).orElseThrow(SignInAttempts::over);
        requireAllowed(issuer, returned);
        var owner = identities.owner(returned);
        return owner.isPresent()
                ? open(owner.get(), issuer, returned, caller)
                : takeIn(issuer, returned, caller);
    }

    /**
     * Links the account behind a code to somebody who is signed in.
     *
     * @throws ProblemException {@code auth.link_invalid}, {@code auth.oidc_domain}, {@code
     *     auth.oidc_taken}
     */
    @Transactional
    public void link(UUID userId, String code) {
        var returned = arrived(code, OidcVisits.Intent.LINK);
        var issuer = issuers.named(returned.issuerName()).orElseThrow(SignInAttempts::over);
        requireAllowed(issuer, returned);
        var linked = identities.link(userId, returned);
        if (linked.isPresent()) {
            notices.changed("auth.identity_linked", userId, "identity", linked.get());
        } else if (!identities.owner(returned).filter(userId::equals).isPresent()) {
            throw new ProblemException(
                    IdentityProblem.OIDC_TAKEN,
                    "This account at the issuer signs in somebody else here; unlink it there first.");
        }
    }

    /**
     * Takes a link away.
     *
     * @throws ProblemException {@code not_found}, {@code auth.last_sign_in_method}
     */
    @Transactional
    public void unlink(UUID userId, UUID id) {
        factors.lock(userId);
        if (!identities.remove(userId, id)) {
            throw UserIdentities.unknown();
        }
        methods.requireAny(userId);
        notices.changed("auth.identity_unlinked", userId, "identity", id);
    }

    private OidcVisits.Returned arrived(String code, OidcVisits.Intent intent) {
        return visits.arrived(code)
                .filter(returned -> returned.intent() == intent)
                .orElseThrow(SignInAttempts::over);
    }

    private IssuedTokens open(
            UUID userId, OidcSettings.Issuer issuer, OidcVisits.Returned returned, Caller caller) {
        if (!users.get(userId).isActive()) {
            throw failed("This account is not active; ask the operator of the installation.");
        }
        var owned = methods.of(userId);
        var trusted = issuer.trustSecondFactor() && returned.secondFactor();
        if (owned.secondFactor() && !trusted) {
            throw challenges.begin(userId, Proof.OIDC, owned);
        }
        return signIn.open(userId, caller, proofs(trusted));
    }

    /** Of two first visits at once one registers, and the other finds the person it made. */
    private IssuedTokens takeIn(
            OidcSettings.Issuer issuer, OidcVisits.Returned returned, Caller caller) {
        if (returned.email() == null) {
            throw failed(
                    "The issuer does not tell your address, without which there is no account.");
        }
        if (users.byEmail(returned.email()).isPresent()) {
            return lateOr(linkRequired(), issuer, returned, caller);
        }
        if (!issuer.register()) {
            throw new ProblemException(
                    IdentityProblem.REGISTRATION_CLOSED,
                    "Nobody can make an account by this issuer; ask the operator of the installation.");
        }
        var person =
                users.prepareWithoutPassword(
                        returned.email(),
                        returned.emailVerified(),
                        returned.fullName(),
                        returned.locale());
        try {
            return newcomers
                    .getObject()
                    .register(
                            person,
                            returned.inviteToken(),
                            caller,
                            proofs(issuer.trustSecondFactor() && returned.secondFactor()),
                            user -> linkNew(user, returned));
        } catch (ProblemException e) {
            if (e.problem() == IdentityProblem.EMAIL_TAKEN
                    || e.problem() == IdentityProblem.OIDC_LINK_REQUIRED) {
                return lateOr(linkRequired(), issuer, returned, caller);
            }
            throw e;
        }
    }

    private void linkNew(User user, OidcVisits.Returned returned) {
        if (identities.link(user.id(), returned).isEmpty()) {
            throw linkRequired();
        }
    }

    private IssuedTokens lateOr(
            ProblemException refusal,
            OidcSettings.Issuer issuer,
            OidcVisits.Returned returned,
            Caller caller) {
        Optional<UUID> owner = identities.owner(returned);
        return open(owner.orElseThrow(() -> refusal), issuer, returned, caller);
    }

    private static EnumSet<Proof> proofs(boolean trusted) {
        return trusted ? EnumSet.of(Proof.OIDC, Proof.OTP) : EnumSet.of(Proof.OIDC);
    }

    private static void requireAllowed(OidcSettings.Issuer issuer, OidcVisits.Returned returned) {
        if (!issuer.allows(returned.email())) {
            throw new ProblemException(
                    IdentityProblem.OIDC_DOMAIN,
                    "Only addresses of certain domains may sign in by this issuer, and yours is of another.");
        }
    }

    private static ProblemException linkRequired() {
        return new ProblemException(
                IdentityProblem.OIDC_LINK_REQUIRED,
                "Your address has an account here that is not linked to this issuer; sign in as before and link it on the security page.");
    }

    private static ProblemException failed(String detail) {
        return new ProblemException(IdentityProblem.OIDC_FAILED, detail);
    }
}
