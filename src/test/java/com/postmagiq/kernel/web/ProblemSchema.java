package com.postmagiq.kernel.web;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;

/** How a refusal is described: RFC 9457 with the two members of ours that are always there. */
@SuppressWarnings({"rawtypes", "unchecked"})
final class ProblemSchema {
    static final String NAME = "Problem";
    static final String FIELD = "ProblemField";

    private ProblemSchema() {}

    static Schema problem() {
        return new ObjectSchema()
                .description("Why a request was refused. Some problems carry members of their own.")
                .addProperty("type", new StringSchema().format("uri"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty(
                        "detail",
                        new StringSchema().description("What happened, to what, and what to do."))
                .addProperty(
                        "code",
                        new StringSchema().description("For programs; a code never changes."))
                .addProperty("instance", new StringSchema().format("uri"))
                .addProperty("request_id", new StringSchema())
                .addProperty("errors", new ArraySchema().items(reference(FIELD)))
                .additionalProperties(true)
                .required(List.of("type", "title", "status", "detail", "code", "request_id"));
    }

    static Schema field() {
        return new ObjectSchema()
                .addProperty("field", new StringSchema())
                .addProperty("code", new StringSchema())
                .addProperty("message", new StringSchema())
                .required(List.of("field", "code", "message"));
    }

    static ApiResponse response() {
        return new ApiResponse()
                .description("The request was refused or failed; the code says why.")
                .content(
                        new Content()
                                .addMediaType(
                                        org.springframework.http.MediaType
                                                .APPLICATION_PROBLEM_JSON_VALUE,
                                        new MediaType().schema(reference(NAME))));
    }

    private static Schema reference(String name) {
        return new Schema().$ref("#/components/schemas/" + name);
    }
}
