package com.postmagiq.content;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How people name a post: {@code c1p4} in its chapter, {@code post_04}, its number, or its id.
 *
 * @param id set for an id, all else null then
 * @param chapter number of the chapter it must be in; null for any
 * @param number the post's number in the workspace
 */
public record PostReference(
        @Nullable UUID id, @Nullable Integer chapter, @Nullable Integer number) {
    private static final Pattern IN_CHAPTER = Pattern.compile("c([0-9]{1,9})p([0-9]{1,9})");
    private static final Pattern NUMBER = Pattern.compile("(?:post_)?([0-9]{1,9})");
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * @throws ProblemException {@code invalid_post_ref}
     */
    public static PostReference of(String text) {
        var name = text.strip().toLowerCase(Locale.ROOT);
        if (ID.matcher(name).matches()) {
            return new PostReference(UUID.fromString(name), null, null);
        }
        var inChapter = IN_CHAPTER.matcher(name);
        if (inChapter.matches()) {
            return new PostReference(
                    null, Integer.valueOf(inChapter.group(1)), Integer.valueOf(inChapter.group(2)));
        }
        var number = NUMBER.matcher(name);
        if (number.matches()) {
            return new PostReference(null, null, Integer.valueOf(number.group(1)));
        }
        throw new ProblemException(
                PostProblem.INVALID_REFERENCE,
                "'%s' names no post; use its id, its number, post_04, or c1p4 for a post of a chapter."
                        .formatted(text));
    }

    /** What people call a post. */
    public static String name(@Nullable Integer chapter, int number) {
        return chapter == null
                ? "post_%02d".formatted(number)
                : "c%dp%d".formatted(chapter, number);
    }
}
