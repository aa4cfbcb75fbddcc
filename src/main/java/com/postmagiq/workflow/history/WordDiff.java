package com.postmagiq.workflow.history;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What changed between two texts, word by word; spaces are kept, so that the pieces give both texts
 * back.
 */
final class WordDiff {
    private WordDiff() {}

    static List<RunViews.Hunk> hunks(String before, String after) {
        var patch = DiffUtils.diff(pieces(before), pieces(after), true);
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
