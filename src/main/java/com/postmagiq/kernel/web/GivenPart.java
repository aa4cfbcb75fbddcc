package com.postmagiq.kernel.web;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of a change that may be left out but not be emptied. */
public final class GivenPart {
    private GivenPart() {}

    /**
     * The part's value; null when it was left out.
     *
     * @param field as the sender spells it
     * @param part null when it was left out, empty when it was sent as null
     * @throws ProblemException {@code required_field} when it was sent as null
     */
    @SuppressWarnings("NullableOptional") // left out and null are two wishes
    public static <T> @Nullable T of(String field, @Nullable Optional<T> part) {
        if (part == null) {
            return null;
        }
        return part.orElseThrow(
                () ->
                        ProblemException.ofField(
                                GeneralProblem.REQUIRED_FIELD,
                                field,
                                "cannot be empty; leave it out to keep it as it is"));
    }
}
