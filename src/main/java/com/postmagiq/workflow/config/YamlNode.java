package com.postmagiq.workflow.config;

import java.util.List;
import java.util.Map;

/** A piece of a YAML document after aliases and merges have been resolved. */
sealed interface YamlNode {
    /** JSON pointer to it. */
    String path();

    /** Keys in the order of the file. */
    record Mapping(String path, Map<String, YamlNode> entries) implements YamlNode {}

    record Sequence(String path, List<YamlNode> items) implements YamlNode {}

    record Scalar(String path, Kind kind, String text) implements YamlNode {}

    /** What a scalar reads as under YAML's core rules. */
    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NULL
    }

    /** A pointer one step down; RFC 6901 escapes both of its special characters. */
    static String child(String path, String key) {
        return path + "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
