package com.postmagiq.workflow.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers what a validation finds and places it in the text. */
final class Issues {
    private static final Comparator<Issue> IN_TEXT_ORDER =
            Comparator.comparingInt(Issue::line).thenComparingInt(Issue::column);

    private final Map<String, Position> positions;
    private final Set<Issue> errors = new LinkedHashSet<>();
    private final Set<Issue> warnings = new LinkedHashSet<>();

    /** Where something stands, both counted from 1. */
    record Position(int line, int column) {
        static final Position START = new Position(1, 1);
    }

    Issues(Map<String, Position> positions) {
        this.positions = positions;
    }

    void error(String code, String path, String message) {
        errors.add(at(code, path, message));
    }

    void warning(String code, String path, String message) {
        warnings.add(at(code, path, message));
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    boolean has(String path) {
        return positions.containsKey(path);
    }

    List<Issue> errors() {
        return errors.stream().sorted(IN_TEXT_ORDER).toList();
    }

    List<Issue> warnings() {
        return warnings.stream().sorted(IN_TEXT_ORDER).toList();
    }

    private Issue at(String code, String path, String message) {
        var position = position(path);
        return new Issue(code, message, path, position.line(), position.column());
    }

    /** What is missing has no place of its own: its nearest parent stands for it. */
    private Position position(String path) {
        for (var at = path; ; at = at.substring(0, at.lastIndexOf('/'))) {
            var found = positions.get(at);
            if (found != null) {
                return found;
            }
            if (at.isEmpty()) {
                return Position.START;
            }
        }
    }
}
