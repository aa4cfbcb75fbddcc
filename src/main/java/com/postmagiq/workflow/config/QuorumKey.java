package com.postmagiq.workflow.config;

import org.jspecify.annotations.Nullable;

/**
 * A key that takes {@code all} or a number of verdicts.
 *
 * @param count null for all, or when the key is absent
 * @param all written as {@code all}
 */
record QuorumKey(@Nullable Integer count, boolean all) {

    QuorumKey(ConfigMap map, String key) {
        this(isAll(map, key) ? null : map.integer(key, 1, StateReader.MAX_SLOTS), isAll(map, key));
    }

    private static boolean isAll(ConfigMap map, String key) {
        return map.value(key) instanceof YamlNode.Scalar(_, _, var text) && text.equals("all");
    }
}
