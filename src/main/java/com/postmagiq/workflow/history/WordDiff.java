package com.postmagiq.workflow.history;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What changed between two texts; spaces and line ends are kept, so that the pieces give both texts
 * back.
 */
public final class WordDiff {
    private WordDiff() {}

    /** Word by word. */
    public static List<RunViews.Hunk> hunks(String before, String after) {
        return hunks(pieces(before), pieces(after));
    }

    /** Line by line, for texts whose lines mean something. */
    public static List<RunViews.Hunk> lines(String before, String after) {
        return hunks(
                Arrays.asList(before.split("(?<=\n)", -1)),
                Arrays.asList(after.split("(?<=\n)", -1)));
    }

    private static List<RunViews.Hunk> hunks(List<String> before, List<String> after) {
        var patch = DiffUtils.diff(before, after, true);
        var hunks = new ArrayList<RunViews.Hunk>();
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

    private static void add(List<RunViews.Hunk> hunks, String operation, List<String> pieces) {
        if (!pieces.isEmpty()) {
            hunks.add(new RunViews.Hunk(operation, String.join("", pieces)));
        }
    }

    private static List<String> pieces(String text) {
        return Arrays.asList(text.split("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)", -1));
    }
}
