package com.postmagiq.workflow.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a validation came to. The configuration is present exactly when there are no errors.
 *
 * @param contentHash SHA-256 of the text in UTF-8, lower-case hex
 */
public record ValidationResult(
        List<Issue> errors,
        List<Issue> warnings,
        @Nullable WorkflowConfig parsed,
        String contentHash) {

    public ValidationResult {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
        if (errors.isEmpty() != (parsed != null)) {
            throw new IllegalArgumentException("A configuration is given exactly without errors.");
        }
    }

    public boolean valid() {
        return errors.isEmpty();
    }

    public Optional<WorkflowConfig> config() {
        return Optional.ofNullable(parsed);
    }
}
