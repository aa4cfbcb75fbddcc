package com.postmagiq.kernel.web;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Revisions of stored things as HTTP carries them: {@code ETag: "3"} out, {@code If-Match} in. */
public final class IfMatch {
    private static final Pattern REVISION = Pattern.compile("\"?([0-9]{1,9})\"?");

    private IfMatch() {}

    /** The value of an {@code ETag} header. */
    public static String tag(int revision) {
        return "\"" + revision + "\"";
    }

    /**
     * The revision a change was made from.
     *
     * @throws ProblemException {@code precondition_required} without the header, {@code
     *     stale_revision} when it is none of ours
     */
    public static int revision(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new ProblemException(
                    GeneralProblem.PRECONDITION_REQUIRED,
                    "Send If-Match with the revision this change was made from; reading it again gives it as ETag.");
        }
        var found = REVISION.matcher(header.strip());
        if (!found.matches()) {
            throw new ProblemException(
                    GeneralProblem.STALE_REVISION,
                    "If-Match '%s' is no revision of this; send one such as \"3\"."
                            .formatted(header.strip()));
        }
        return Integer.parseInt(found.group(1));
    }

    /**
     * The revision a change was made from, where naming it is left to the sender.
     *
     * @return null without the header
     * @throws ProblemException {@code stale_revision} when it is none of ours
     */
    public static @Nullable Integer optional(@Nullable String header) {
        return header == null || header.isBlank() ? null : revision(header);
    }

    /**
     * @param what as the sentence names it, such as "this strategy"
     * @param wanted null when the sender did not say what the change was made from
     * @param current the stored thing as it is shown to readers
     * @throws ProblemException {@code stale_revision} with {@code current} when it is another one
     */
    public static void require(
            String what, @Nullable Integer wanted, int stored, Supplier<?> current) {
        if (wanted != null && wanted != stored) {
            throw new ProblemException(
                            GeneralProblem.STALE_REVISION,
                            "Somebody else changed %s meanwhile: it is now revision %d, as 'current' shows. Apply your change to that."
                                    .formatted(what, stored))
                    .with("current_revision", stored)
                    .with("current", current.get());
        }
    }

    /**
     * A change made from an older revision than the stored one.
     *
     * @param current revision that is stored
     * @param version of the text the other person saved
     */
    public static ProblemException stale(String what, int current, int version) {
        return new ProblemException(
                        GeneralProblem.STALE_REVISION,
                        "Somebody else saved %s meanwhile: it is now version %d. Load it, then apply your change to it."
                                .formatted(what, version))
                .with("current_revision", current)
                .with("current_version", version);
    }
}
