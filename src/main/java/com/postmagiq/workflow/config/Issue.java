package com.postmagiq.workflow.config;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * One thing a validation found.
 *
 * @param code stable, {@code area.reason}
 * @param message a sentence that says what is wrong and what to do
 * @param path JSON pointer (RFC 6901) into the document
 * @param line 1-based line of the key or list item it is about
 * @param column 1-based column of the same
 */
@Schema(name = "ConfigIssue")
public record Issue(String code, String message, String path, int line, int column) {

    @Override
    public String toString() {
        return "%d:%d %s %s (%s)".formatted(line, column, code, message, path);
    }
}
