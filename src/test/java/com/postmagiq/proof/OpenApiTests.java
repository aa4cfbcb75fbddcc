package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the interface, from which the browser's types are made. */
@PostmagiqTest
class OpenApiTests {
    private final Api stranger;
    private final JsonNode document;

    OpenApiTests(@LocalServerPort int port) {
        stranger = Api.at(port);
        document = stranger.get("/described").body();
    }

    @Test
    void given_the_routes__when_they_are_described__then_the_kept_document_says_the_same() {
        var pretty =
                JsonMapper.builder()
                        .build()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(document);

        Committed.assertKept("docs/api/openapi.json", pretty + "\n");
    }

    @Test
    void
            given_the_running_product__when_a_program_asks_for_the_description__then_it_gets_the_kept_one() {
        var served = stranger.get("/v3/api-docs");

        assertThat(served.header("Content-Type")).contains("application/json");
        assertThat(served.body()).isEqualTo(document);
    }

    @Test
    void given_all_operations__then_each_has_an_id_of_its_own_and_may_answer_with_a_problem() {
        var ids = new ArrayList<String>();

        for (var path : document.at("/paths").properties()) {
            for (var operation : path.getValue().properties()) {
                ids.add(operation.getValue().path("operationId").asString());
                assertThat(operation.getValue().at("/responses/default").toString())
                        .as("%s %s", operation.getKey(), path.getKey())
                        .contains("application/problem+json", "#/components/schemas/Problem");
            }
        }

        assertThat(ids).isNotEmpty().doesNotHaveDuplicates().allMatch(id -> !id.contains("_"));
    }

    @Test
    void given_all_schemas__then_their_parts_are_named_in_snake_case_as_they_are_sent() {
        for (var schema : document.at("/components/schemas").properties()) {
            assertThat(schema.getValue().path("properties").propertyNames())
                    .as(schema.getKey())
                    // settings are named by their area and a dot
                    .allMatch(name -> name.matches("[a-z0-9_]+(\\.[a-z0-9_]+)?"));
        }
    }

    @Test
    void given_all_references__when_they_are_followed__then_a_schema_stands_at_each_end() {
        var references =
                document.findValues("$ref").stream().map(JsonNode::asString).distinct().toList();

        assertThat(references)
                .isNotEmpty()
                .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
    }

    @Test
    void given_an_operation_that_answers_with_a_body__then_its_shape_is_described() {
        for (var path : document.at("/paths").properties()) {
            for (var operation : path.getValue().properties()) {
                for (var answer : operation.getValue().path("responses").properties()) {
                    assertThat(answer.getKey().equals("204") || answer.getValue().has("content"))
                            .as("%s %s %s", operation.getKey(), path.getKey(), answer.getKey())
                            .isTrue();
                }
            }
        }
    }
}
