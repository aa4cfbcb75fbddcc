package com.postmagiq.kernel.web;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names schemas after their classes and refuses two classes under one name: the second would
 * silently take the place of the first. {@code @Schema(name = …)} resolves a clash.
 */
final class SchemaNames extends TypeNameResolver {
    private final Map<String, Class<?>> owners = new ConcurrentHashMap<>();
    private final Set<String> clashes = ConcurrentHashMap.newKeySet();

    SchemaNames() {}

    /**
     * To be called when the document is complete: what is thrown while a single operation is
     * described only ends up in the log.
     *
     * @throws IllegalStateException when two classes share a name
     */
    void requireNoClash() {
        if (!clashes.isEmpty()) {
            throw new IllegalStateException(String.join("; ", clashes));
        }
    }

    @Override
    protected String nameForClass(Class<?> type, Set<Options> options) {
        var name = super.nameForClass(type, options);
        var owner = type.isRecord() || type.isEnum() ? owners.putIfAbsent(name, type) : null;
        if (owner != null && owner != type) {
            clashes.add(
                    "%s and %s would both be described as %s; name one of them with @Schema(name = …)"
                            .formatted(owner.getName(), type.getName(), name));
        }
        return name;
    }

    @Override
    protected String nameForGenericType(JavaType type, Set<Options> options) {
        // "RunSummaryPage" and "VisitList" read better than "PageRunSummary" and "ItemsVisit".
        var parts = new StringBuilder();
        for (int i = 0; i < type.containedTypeCount(); i++) {
            parts.append(nameForType(type.containedType(i), options));
        }
        var container = nameForClass(type.getRawClass(), options);
        return parts + (container.equals("Items") ? "List" : container);
    }
}
