package com.postmagiq.notification.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Made-up values for looking at a mail before anybody gets it. */
final class Samples {
    private Samples() {}

    /**
     * A value for every name.
     *
     * @param real values that are not made up
     */
    static Map<String, Object> of(Set<String> names, Map<String, Object> real) {
        var values = new HashMap<String, Object>();
        for (var name : names) {
            values.put(name, sample(name));
        }
        values.putAll(real);
        return values;
    }

    private static String sample(String name) {
        if (name.endsWith("_name")) {
            return "Grace Hopper";
        }
        if (name.endsWith("_at")) {
            return "12 May 2027, 09:30 (UTC)";
        }
        return switch (name) {
            case "role" -> "editor";
            case "token" -> "sample";
            default -> name.replace('_', ' ');
        };
    }
}
