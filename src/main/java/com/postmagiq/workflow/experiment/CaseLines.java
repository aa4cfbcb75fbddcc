package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Cases as JSON Lines: one object a line, as {@link CaseText}. */
@Component
class CaseLines {
    private static final int LONGEST_FILE = 8_000_000;

    private final JsonMapper json;

    CaseLines(JsonMapper json) {
        this.json = json;
    }

    /**
     * Reads and checks all lines; empty ones are skipped.
     *
     * @throws ProblemException {@code payload_too_large} and, naming the line, {@code
     *     evaluation.case_invalid}
     */
    List<CaseText> read(String file) {
        if (file.length() > LONGEST_FILE) {
            throw new ProblemException(
                    GeneralProblem.PAYLOAD_TOO_LARGE,
                    "The file has more than %,d characters; import it in several parts."
                            .formatted(LONGEST_FILE));
        }
        var texts = new ArrayList<CaseText>();
        var number = 0;
        for (var line : file.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                texts.add(read(line, number));
            }
        }
        if (texts.isEmpty()) {
            throw invalid(1, "the file holds no case; give one JSON object a line");
        }
        return texts;
    }

    private CaseText read(String line, int number) {
        try {
            return json.readValue(line, CaseText.class).accepted();
        } catch (JacksonException e) {
            throw invalid(number, "it is no case in JSON: " + e.getOriginalMessage());
        } catch (ProblemException e) {
            throw invalid(number, String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException invalid(int line, String why) {
        return new ProblemException(
                        ExperimentProblem.CASE_INVALID,
                        "Nothing was imported. Line %d: %s".formatted(line, why))
                .with("line", line);
    }

    String write(List<CaseText> cases) {
        return cases.stream()
                .map(json::writeValueAsString)
                .collect(Collectors.joining("\n", "", cases.isEmpty() ? "" : "\n"));
    }
}
