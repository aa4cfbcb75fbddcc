package com.postmagiq.kernel.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.Ordered;

/** Says of every operation what no controller says by itself, after all of them are described. */
final class DocumentCompletion implements GlobalOpenApiCustomizer, Ordered {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final Pattern OUTSIDE_RESOURCE =
            Pattern.compile("^/api/v1/(w/\\{workspace_id}/?)?");

    private final String bearer;
    private final List<OpenRoutes> open;
    private final SchemaNames names;

    DocumentCompletion(String bearer, List<OpenRoutes> open, SchemaNames names) {
        this.bearer = bearer;
        this.open = open;
        this.names = names;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void customise(OpenAPI document) {
        names.requireNoClash();
        // Else the port of whoever asked would stand in the document.
        document.setServers(List.of(new Server().url("/")));
        document.setTags(null);
        // Schemas given earlier are dropped as long as no operation names them.
        document.getComponents()
                .addSchemas(ProblemSchema.NAME, ProblemSchema.problem())
                .addSchemas(ProblemSchema.FIELD, ProblemSchema.field());
        document.getPaths()
                .forEach(
                        (path, item) ->
                                item.readOperationsMap()
                                        .forEach(
                                                (verb, operation) ->
                                                        complete(verb.name(), path, operation)));
    }

    private void complete(String verb, String path, Operation operation) {
        operation.setTags(List.of(resource(path)));
        operation.getResponses().addApiResponse("default", ProblemSchema.response());
        addVariablesOfFilters(path, operation);
        if (operation.getSecurity() == null
                && open.stream().noneMatch(routes -> routes.isOpen(verb, path))) {
            operation.setSecurity(List.of(new SecurityRequirement().addList(bearer)));
        }
    }

    /**
     * A part of the path that is read before the controllers, such as the workspace, stands in
     * none.
     */
    private static void addVariablesOfFilters(String path, Operation operation) {
        var known =
                Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of()).stream()
                        .filter(parameter -> "path".equals(parameter.getIn()))
                        .map(Parameter::getName)
                        .toList();
        VARIABLE.matcher(path)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !known.contains(name))
                .forEach(
                        name ->
                                operation.addParametersItem(
                                        new PathParameter()
                                                .name(name)
                                                .schema(
                                                        name.endsWith("_id")
                                                                ? new UUIDSchema()
                                                                : new StringSchema())));
    }

    /** The first part of the path behind the version and the workspace. */
    private static String resource(String path) {
        var resource = OUTSIDE_RESOURCE.matcher(path).replaceFirst("").split("/", 2)[0];
        return resource.isEmpty() ? "workspace" : resource;
    }
}
