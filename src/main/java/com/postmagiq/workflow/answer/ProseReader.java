package com.postmagiq.workflow.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cleans prose. */
final class ProseReader {
    private ProseReader() {}

    static ReadAnswer post(String answer, boolean truncated, @Nullable String shape) {
        return text(answer);
    }

    static ReadAnswer text(String answer) {
        return new ReadAnswer.Prose(answer.replace("\r\n", "\n").strip(), List.of());
    }
}
