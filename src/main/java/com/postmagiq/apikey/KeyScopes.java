package com.postmagiq.apikey;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.NamedScopes;
import com.postmagiq.workspace.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which rights somebody can give to a key: those they have and keys may hold. */
final class KeyScopes {
    /** {@code content:*} stands for all of its group that can be given. */
    private static final String ALL_OF = "*";

    private KeyScopes() {}

    /** Whether this person can give this right to a key. */
    static boolean isGrantable(Actor actor, Scope scope) {
        return actor.may(scope) && scope.isForKeysOf(actor.role());
    }

    /**
     * The rights somebody names, in the order of the product.
     *
     * @param codes names of rights, or of groups such as {@code content:*}
     * @throws ProblemException {@code scope_unknown}, {@code scope_not_grantable}
     */
    static List<String> granted(Actor actor, Collection<String> codes) {
        var single = new ArrayList<String>();
        var scopes = EnumSet.noneOf(Scope.class);
        for (var code : codes) {
            if (code.endsWith(":" + ALL_OF)) {
                scopes.addAll(group(actor, code));
            } else {
                single.add(code);
            }
        }
        scopes.addAll(NamedScopes.of(single));
        scopes.forEach(scope -> requireGrantable(actor, scope));
        return codes(scopes);
    }

    /** The names of rights, in the order of the product. */
    static List<String> codes(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::code).toList();
    }

    private static List<Scope> group(Actor actor, String code) {
        var prefix = code.substring(0, code.length() - ALL_OF.length());
        if (ofGroup(prefix).findAny().isEmpty()) {
            throw NamedScopes.unknown(code);
        }
        var grantable = ofGroup(prefix).filter(scope -> isGrantable(actor, scope)).toList();
        if (grantable.isEmpty()) {
            throw NamedScopes.notGrantable(
                    "None of the rights %s can be given to a key by you.".formatted(code));
        }
        return grantable;
    }

    private static Stream<Scope> ofGroup(String prefix) {
        return Arrays.stream(Scope.values()).filter(scope -> scope.code().startsWith(prefix));
    }

    private static void requireGrantable(Actor actor, Scope scope) {
        if (!actor.may(scope)) {
            throw NamedScopes.notGrantable(
                    "You do not have the right %s yourself, so no key can get it from you."
                            .formatted(scope.code()));
        }
        if (!scope.isForKeysOf(actor.role())) {
            throw NamedScopes.notGrantable(
                    "The right %s stays with people; no key can hold it.".formatted(scope.code()));
        }
    }
}
