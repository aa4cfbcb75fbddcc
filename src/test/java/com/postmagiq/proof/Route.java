package com.postmagiq.proof;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A route as the description of the interface has it.
 *
 * @param method in capital letters
 * @param path with its variables in braces
 */
record Route(String method, String path, JsonNode description) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    private static final String INSIDE = "/api/v1/w/{workspace_id}";

    boolean insideWorkspace() {
        return path.startsWith(INSIDE);
    }

    boolean needsToken() {
        return description.has("security");
    }

    /** The names in the path, first to last. */
    List<String> variables() {
        return VARIABLE.matcher(path).results().map(match -> match.group(1)).toList();
    }

    /**
     * The path with everything it needs, required parts of the query included.
     *
     * @param values finds the value that belongs to a name
     */
    String path(UnaryOperator<String> values) {
        var filled = VARIABLE.matcher(path).replaceAll(match -> values.apply(match.group(1)));
        var query =
                queryParameters().stream()
                        .filter(parameter -> parameter.path("required").asBoolean(false))
                        .map(parameter -> parameter.path("name").asString())
                        .map(name -> name + "=" + values.apply(name))
                        .collect(Collectors.joining("&"));
        return query.isEmpty() ? filled : filled + "?" + query;
    }

    /** The parameters of the query. */
    List<JsonNode> queryParameters() {
        return description
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals("query"))
                .toList();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
