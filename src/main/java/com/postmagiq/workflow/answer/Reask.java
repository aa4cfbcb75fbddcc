package com.postmagiq.workflow.answer;

import com.postmagiq.agents.Contract;
import java.util.List;

/** Words the request to mend an answer. */
final class Reask {
    /** Of a longer answer the beginning and the end are sent back. */
    private static final int ANSWER_CHARS = 60_000;

    private Reask() {}

    static String turn(Contract contract, String answer, List<String> errors, String schema) {
        var turn = new StringBuilder("Your last answer could not be used.\n\nWhat is wrong:\n");
        errors.forEach(e -> turn.append("- ").append(e).append('\n'));
        var fence = fence(answer);
        turn.append("\nYour last answer:\n").append(fence).append('\n');
        turn.append(excerpt(answer)).append('\n').append(fence).append("\n\n");
        if (!schema.isBlank()) {
            turn.append("What the answer must look like:\n").append(schema.strip()).append("\n\n");
        }
        return turn.append(
                        contract.json()
                                ? "Answer again with one JSON object and nothing else. Keep your"
                                        + " opinion; mend only its form."
                                : "Answer again with the text alone, without remarks before or"
                                        + " after it.")
                .toString();
    }

    private static String excerpt(String answer) {
        if (answer.length() <= ANSWER_CHARS) {
            return answer;
        }
        var half = ANSWER_CHARS / 2;
        return answer.substring(0, half) + "\n[...]\n" + answer.substring(answer.length() - half);
    }

    /** A fence longer than any in the answer, so that the answer cannot close it. */
    private static String fence(String answer) {
        var longest = 2;
        var run = 0;
        for (var i = 0; i < answer.length(); i++) {
            run = answer.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return "`".repeat(Math.min(longest + 1, 64));
    }
}
