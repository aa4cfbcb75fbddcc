package com.postmagiq.workflow.answer;

import com.postmagiq.workflow.answer.DetectorAnswer.Tell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads the answers that are JSON: reviews, audits and detections. */
final class JudgementReader {
    private static final List<String> JUDGEMENT = List.of("score", "decision");
    private static final List<String> DETECTION = List.of("score");
    private static final int MAX_QUESTIONS = 5;

    private JudgementReader() {}

    static ReadAnswer review(String answer) {
        return read(answer, JUDGEMENT, JudgementReader::review);
    }

    static ReadAnswer audit(String answer) {
        return read(answer, JUDGEMENT, JudgementReader::audit);
    }

    static ReadAnswer detector(String answer) {
        return read(answer, DETECTION, JudgementReader::detector);
    }

    private static ReadAnswer read(
            String answer,
            List<String> required,
            BiFunction<Fields, List<String>, ReadAnswer> reader) {
        var object = JsonFinder.find(answer, required);
        if (object.isEmpty()) {
            return new ReadAnswer.Malformed(
                    List.of("There is no JSON object in the answer, or it is too large."));
        }
        var errors = new ArrayList<String>();
        var read = reader.apply(new Fields(object.get(), errors), errors);
        return errors.isEmpty() ? read : new ReadAnswer.Malformed(errors);
    }

    private static ReadAnswer review(Fields fields, List<String> errors) {
        var score = fields.score();
        var decision = fields.decision();
        var issues = fields.issues();
        var missing = fields.texts("missing");
        var questions = fields.texts("questions").stream().limit(MAX_QUESTIONS).toList();
        var reasons = Stream.concat(missing.stream(), questions.stream()).toList();
        return new ReadAnswer.Review(
                new ReviewAnswer(
                        score,
                        decision,
                        feedback(fields, decision, issues, reasons, errors),
                        issues,
                        elements(fields.object("elements_found")),
                        fields.texts("sensory_details"),
                        missing,
                        questions,
                        fields.extra()));
    }

    private static ReadAnswer audit(Fields fields, List<String> errors) {
        var score = fields.score();
        var decision = fields.decision();
        var issues = fields.issues();
        return new ReadAnswer.Audit(
                new AuditAnswer(
                        score,
                        decision,
                        feedback(fields, decision, issues, List.of(), errors),
                        issues,
                        fields.fabrications(),
                        fields.texts("formula_flags"),
                        fields.texts("voice_issues"),
                        fields.texts("style_issues"),
                        fields.dimensions(),
                        fields.drafts(),
                        fields.extra()));
    }

    /** A judge that sends a text back without words must at least list what is wrong with it. */
    private static String feedback(
            Fields fields,
            Decision decision,
            List<Issue> issues,
            List<String> reasons,
            List<String> errors) {
        var feedback = fields.text("feedback");
        if (!feedback.isEmpty() || decision == Decision.PROCEED || !errors.isEmpty()) {
            return feedback;
        }
        var filled =
                Stream.concat(issues.stream().map(Issue::issue), reasons.stream())
                        .map(i -> "- " + i)
                        .toList();
        if (filled.isEmpty()) {
            errors.add("The feedback is empty; say what must change.");
        }
        return String.join("\n", filled);
    }

    private static Map<String, @Nullable String> elements(@Nullable ObjectNode found) {
        var elements = new LinkedHashMap<String, @Nullable String>();
        for (var key : ProcessedStory.ELEMENTS) {
            elements.put(key, found == null ? null : element(found, key));
        }
        return elements;
    }

    private static @Nullable String element(ObjectNode found, String key) {
        var value = found.get(key);
        if (value == null && key.equals("amplification")) {
            value = found.get("ai_amplification");
        }
        if (value == null || value.isNull() || (value.isBoolean() && !value.booleanValue())) {
            return null;
        }
        var text = JsonText.render(value).strip();
        return text.isEmpty() ? null : text;
    }

    private static ReadAnswer detector(Fields fields, List<String> errors) {
        return new ReadAnswer.Detector(
                new DetectorAnswer(
                        fields.score(),
                        fields.text("verdict"),
                        tells(fields, errors),
                        fields.texts("strengths"),
                        fields.extra()));
    }

    private static List<Tell> tells(Fields fields, List<String> errors) {
        var tells = new ArrayList<Tell>();
        for (var item : fields.items("tells")) {
            if (item instanceof ObjectNode object) {
                var tell = new Fields(object, errors);
                tells.add(
                        new Tell(
                                Objects.requireNonNullElse(
                                        tell.optionalText("issue"), JsonText.render(object)),
                                tell.optionalText("example"),
                                tell.optionalText("suggestion")));
            } else {
                tells.add(new Tell(JsonText.render(item).strip(), null, null));
            }
        }
        return tells;
    }
}
