package com.postmagiq.content.exchange;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names of a post's columns, and what other tools call them. */
final class FieldNames {
    /** Columns of a table that this product writes, in their order. */
    static final List<String> COLUMNS =
            List.of(
                    "post_number",
                    "topic",
                    "goal",
                    "chapter_number",
                    "chapter",
                    "shape",
                    "cadence",
                    "entry_point",
                    "status",
                    "content",
                    "guidance",
                    "story_used",
                    "assignee",
                    "due_date",
                    "scheduled_at",
                    "published_at",
                    "published_url",
                    "platform",
                    "priority",
                    "estimated_hours",
                    "actual_hours",
                    "tags",
                    "external_ref");

    private static final Map<String, String> NAMES = names();

    private FieldNames() {}

    private static Map<String, String> names() {
        var names = new HashMap<String, String>();
        COLUMNS.forEach(column -> names.put(key(column), column));
        names.putAll(
                Map.of(
                        "#", "post_number",
                        "post", "post_number",
                        "no", "post_number",
                        "title", "topic",
                        "subject", "topic",
                        "chaptertitle", "chapter",
                        "strategy", "goal",
                        "entry", "entry_point"));
        names.putAll(
                Map.of(
                        "text", "content",
                        "body", "content",
                        "posttext", "content",
                        "story", "story_used",
                        "assigneeemail", "assignee",
                        "id", "id"));
        return names;
    }

    /** The product's name of a column, whatever its case and spaces. */
    static Optional<String> of(String header) {
        return Optional.ofNullable(NAMES.get(key(header)));
    }

    private static String key(String header) {
        return header.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}
