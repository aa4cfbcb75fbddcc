package com.postmagiq.kernel.text;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.DeltaType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What changed between two texts; spaces and line ends are kept, so that the pieces give both texts
 * back.
 */
public final class WordDiff {
    /** Beyond as many words and blanks in both, comparing them all would take seconds. */
    private static final int MOST_PIECES = 12_000;

    /** Beyond as many, the search is kept from taking memory by the square of them. */
    private static final int MOST_AT_ONCE = 2_000;

    private WordDiff() {}

    /** A piece of a diff; op is equal, insert or delete. */
    @Schema(name = "DiffHunk")
    public record Hunk(
            @Schema(allowableValues = {"equal", "insert", "delete"}) String op, String text) {}

    /** Word by word. */
    public static List<Hunk> hunks(String before, String after) {
        return hunks(pieces(before), pieces(after));
    }

    /** Line by line, for texts whose lines mean something. */
    public static List<Hunk> lines(String before, String after) {
        return hunks(
                Arrays.asList(before.split("(?<=\n)", -1)),
                Arrays.asList(after.split("(?<=\n)", -1)));
    }

    /** Whether two texts are short enough to be compared word by word while somebody waits. */
    public static boolean fits(String before, String after) {
        return pieces(before).size() + pieces(after).size() <= MOST_PIECES;
    }

    private static List<Hunk> hunks(List<String> before, List<String> after) {
        var patch =
                before.size() + after.size() > MOST_AT_ONCE
                        ? DiffUtils.diff(
                                before, after, new MyersDiffWithLinearSpace<>(), null, true)
                        : DiffUtils.diff(before, after, true);
        var hunks = new ArrayList<Hunk>();
        for (var delta : patch.getDeltas()) {
            if (delta.getType() == DeltaType.EQUAL) {
                add(hunks, "equal", delta.getSource().getLines());
            } else {
                add(hunks, "delete", delta.getSource().getLines());
                add(hunks, "insert", delta.getTarget().getLines());
            }
        }
        return hunks;
    }

    private static void add(List<Hunk> hunks, String operation, List<String> pieces) {
        if (!pieces.isEmpty()) {
            hunks.add(new Hunk(operation, String.join("", pieces)));
        }
    }

    private static List<String> pieces(String text) {
        return Arrays.asList(text.split("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)", -1));
    }
}
