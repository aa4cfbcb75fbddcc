package com.postmagiq.kernel.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that cannot be honoured. The web layer turns it into an RFC 9457 body, the command line
 * into a sentence.
 */
public class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, Object> properties = new LinkedHashMap<>();

    /**
     * @param detail a sentence for the person who reads it: what was wrong, where, what to do
     */
    public ProblemException(Problem problem, String detail) {
        super(detail);
        this.problem = problem;
    }

    /**
     * A refusal for one field's sake.
     *
     * @param field as the sender spells it
     * @param message goes on after the field's name, such as "cannot be empty"
     */
    public static ProblemException ofField(Problem problem, String field, String message) {
        return new ProblemException(problem, "The field '%s' %s.".formatted(field, message))
                .with(
                        "errors",
                        List.of(
                                Map.of(
                                        "field",
                                        field,
                                        "code",
                                        problem.code(),
                                        "message",
                                        message)));
    }

    public Problem problem() {
        return problem;
    }

    /** Adds a member to the body; names are snake_case. */
    public ProblemException with(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    public Map<String, Object> properties() {
        return Map.copyOf(properties);
    }
}
