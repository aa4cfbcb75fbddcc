package com.postmagiq.workflow.answer;

import java.util.List;

/** Reads opinions. */
final class JudgementReader {
    private JudgementReader() {}

    static ReadAnswer review(String answer) {
        return new ReadAnswer.Malformed(List.of("There is no JSON object in the answer."));
    }

    static ReadAnswer audit(String answer) {
        return review(answer);
    }

    static ReadAnswer detector(String answer) {
        return review(answer);
    }
}
