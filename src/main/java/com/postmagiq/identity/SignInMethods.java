package com.postmagiq.identity;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each person can show who they are with. */
@Component
class SignInMethods {
    /**
     * What one person has.
     *
     * @param totp an authenticator that is in force
     * @param recoveryCodes how many are left
     * @param identities accounts at issuers, linked to this one
     */
    record Owned(boolean password, boolean totp, int passkeys, int recoveryCodes, int identities) {
        /** Whether signing in takes more than a password. */
        boolean secondFactor() {
            return totp || passkeys > 0;
        }

        /** What may follow a right password. */
        List<String> asSecond() {
            var methods = new ArrayList<String>();
            if (totp) {
                methods.add("totp");
            }
            if (passkeys > 0) {
                methods.add("passkey");
            }
            if (recoveryCodes > 0) {
                methods.add("recovery_code");
            }
            return methods;
        }

        /** What may stand for a new proof of who somebody is. */
        List<String> asProof() {
            var methods = new ArrayList<String>();
            if (password) {
                methods.add("password");
            }
            if (passkeys > 0) {
                methods.add("passkey");
            }
            if (identities > 0) {
                methods.add("oidc");
            }
            return methods;
        }
    }

    private final JdbcClient jdbc;

    SignInMethods(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Refuses to leave somebody without any way in.
     *
     * @throws ProblemException {@code auth.last_sign_in_method}
     */
    void requireAny(UUID userId) {
        if (of(userId).asProof().isEmpty()) {
            throw new ProblemException(
                    IdentityProblem.LAST_SIGN_IN_METHOD,
                    "This is your only way to sign in; set a password or add another way first.");
        }
    }

    Owned of(UUID userId) {
        return jdbc.sql(
                        """
                        select u.password_changed_at is not null as password,
                               exists (select from core.second_factors f
                                        where f.user_id = u.id and f.confirmed_at is not null) as totp,
                               (select count(*) from core.passkeys p where p.user_id = u.id) as passkeys,
                               (select count(*) from core.recovery_codes c
                                 where c.user_id = u.id and c.used_at is null) as recovery_codes,
                               (select count(*) from core.user_identities i where i.user_id = u.id) as identities
                          from core.users u where u.id = :user
                        """)
                .param("user", userId)
                .query(
                        (row, _) ->
                                new Owned(
                                        row.getBoolean("password"),
                                        row.getBoolean("totp"),
                                        row.getInt("passkeys"),
                                        row.getInt("recovery_codes"),
                                        row.getInt("identities")))
                .single();
    }
}
