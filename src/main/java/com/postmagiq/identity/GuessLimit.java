package com.postmagiq.identity;

import com.postmagiq.kernel.problem.Problem;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Wrong codes, passkeys and passwords of a known person count as failed sign-ins, wherever they are
 * asked for: else each place would give a guesser a fresh allowance.
 */
@Component
class GuessLimit {
    private static final Set<IdentityProblem> WRONG =
            EnumSet.of(
                    IdentityProblem.INVALID_CREDENTIALS,
                    IdentityProblem.SECOND_FACTOR_INVALID,
                    IdentityProblem.PASSKEY_INVALID);

    private final SignInThrottle throttle;
    private final KnownDevices devices;
    private final Users users;

    GuessLimit(SignInThrottle throttle, KnownDevices devices, Users users) {
        this.throttle = throttle;
        this.devices = devices;
        this.users = users;
    }

    /**
     * Runs a check that a wrong guess fails.
     *
     * @throws ProblemException that of the check, or {@code auth.too_many_attempts}
     */
    <T> T count(UUID userId, Caller caller, Supplier<T> check) {
        var email = users.get(userId).email();
        var device = devices.recognised(email, caller).orElse(null);
        throttle.take(email, caller, device);
        T result;
        try {
            result = check.get();
        } catch (ProblemException e) {
            if (!isWrong(e.problem())) {
                throttle.refund(email, caller, device);
            }
            throw e;
        }
        throttle.giveBack(email, caller, device);
        return result;
    }

    private static boolean isWrong(Problem problem) {
        return problem instanceof IdentityProblem known && WRONG.contains(known);
    }
}
