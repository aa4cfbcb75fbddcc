package com.postmagiq.workspace;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.util.StringUtils;

/** The part of browser addresses that names a workspace: {@code /w/river-trust/...}. */
record Slug(String text) {
    private static final int LONGEST = 60;
    private static final int SUFFIX = 6;

    /** Would read as something else in an address. */
    private static final Set<String> RESERVED =
            Set.of("admin", "api", "app", "auth", "new", "settings", "w", "portal", "www");

    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:-?[a-z0-9])*");

    /** Letters that Unicode does not take apart into a plain one and a mark. */
    private static final Map<String, String> LATIN =
            Map.of(
                    "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "đ", "d", "ð", "d", "ł", "l", "þ",
                    "th");

    /** From a name people chose: ASCII letters and digits, single hyphens between. */
    static Slug from(String name) {
        var text = name.toLowerCase(Locale.ROOT);
        for (var letter : LATIN.entrySet()) {
            text = text.replace(letter.getKey(), letter.getValue());
        }
        var plain =
                Normalizer.normalize(text, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^a-z0-9]+", "-");
        var trimmed = trim(plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST));
        if (trimmed.isEmpty()) {
            return new Slug("workspace");
        }
        var tooShort = trimmed.length() < 2 || RESERVED.contains(trimmed);
        return new Slug(tooShort ? trimmed + "-workspace" : trimmed);
    }

    /**
     * An address that people wrote themselves.
     *
     * @throws ProblemException {@code workspace.slug_invalid}
     */
    static Slug require(String text) {
        if (!FORM.matcher(text).matches()
                || text.length() < 2
                || text.length() > LONGEST
                || RESERVED.contains(text)) {
            throw new ProblemException(
                    WorkspaceProblem.SLUG_INVALID,
                    "The address '%s' cannot be used: take 2 to 60 small letters, digits and single hyphens between them, and none of %s."
                            .formatted(text, RESERVED.stream().sorted().toList()));
        }
        return new Slug(text);
    }

    /** The same with six random characters, for when somebody has it already. */
    Slug withSuffix() {
        // The last characters of an id are its random ones.
        var id = Ids.next().toString();
        var room = LONGEST - SUFFIX - 1;
        var head = trim(text.length() <= room ? text : text.substring(0, room));
        return new Slug(head + "-" + id.substring(id.length() - SUFFIX));
    }

    /** What is stored to find the workspace by it. */
    byte[] digest() {
        return Sha256.of(text);
    }

    private static String trim(String text) {
        return StringUtils.trimTrailingCharacter(StringUtils.trimLeadingCharacter(text, '-'), '-');
    }
}
