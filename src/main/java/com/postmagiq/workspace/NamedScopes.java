package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The rights somebody wants to give away: with a role, with an API key. */
public final class NamedScopes {
    private NamedScopes() {}

    /**
     * @throws ProblemException {@code scope_unknown}
     */
    public static Set<Scope> of(Collection<String> codes) {
        var scopes = EnumSet.noneOf(Scope.class);
        codes.forEach(code -> scopes.add(Scope.named(code).orElseThrow(() -> unknown(code))));
        return scopes;
    }

    /** The refusal {@code scope_unknown}. */
    public static ProblemException unknown(String code) {
        return new ProblemException(
                MemberProblem.SCOPE_UNKNOWN,
                "There is no right '%s'; GET roles/scopes lists those there are.".formatted(code));
    }

    /**
     * The refusal {@code scope_not_grantable}.
     *
     * @param detail which right, and why not
     */
    public static ProblemException notGrantable(String detail) {
        return new ProblemException(MemberProblem.SCOPE_NOT_GRANTABLE, detail);
    }
}
