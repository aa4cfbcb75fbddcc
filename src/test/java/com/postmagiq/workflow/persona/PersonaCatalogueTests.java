package com.postmagiq.workflow.persona;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.postmagiq.agents.Contract;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PersonaCatalogueTests {
    private static final Pattern DASH = Pattern.compile("[\u2013\u2014]|--");
    private static final PersonaCatalogue CATALOGUE = PersonaCatalogue.shipped();

    @ParameterizedTest
    @CsvSource({
        "story-reviewer, CORE, false, REVIEW",
        "story-processor, CORE, false, PROCESSED",
        "writer, FULL, true, DRAFT",
        "auditor, CORE, false, AUDIT",
        "fabrication-auditor, CORE, false, AUDIT",
        "style-auditor, FULL, true, AUDIT",
        "synthesizer, FULL, true, FINAL",
        "ai-detector, NONE, false, DETECTOR",
        "input-validator, NONE, false, REVIEW",
        "orchestrator, NONE, false, TEXT"
    })
    void given_the_catalogue__when_loaded__then_each_persona_has_its_facts(
            String slug, RulesTier rules, boolean voice, Contract answer) {
        assertThat(CATALOGUE.personas().get(slug))
                .isNotNull()
                .returns(rules, Persona::needsRules)
                .returns(voice, Persona::needsVoice)
                .returns(answer, Persona::outputKind);
        assertThat(CATALOGUE.personas()).hasSize(10);
    }

    @Test
    void given_our_own_texts__when_read__then_they_keep_the_rule_about_dashes() {
        assertThat(CATALOGUE.personas().values())
                .allSatisfy(it -> assertThat(it.template()).doesNotContainPattern(DASH));
        assertThat(CATALOGUE.voices().values())
                .allSatisfy(it -> assertThat(it.text()).doesNotContainPattern(DASH));
        assertThat(CATALOGUE.voices().keySet())
                .containsExactlyInAnyOrder("professional", "conversational", "servant-leader");
        assertThat(CATALOGUE.rules(RulesTier.FULL).orElseThrow().text())
                .doesNotContainPattern(DASH)
                .contains(CATALOGUE.rules(RulesTier.CORE).orElseThrow().text());
    }

    @Test
    void given_an_unknown_variable__when_loaded__then_the_file_is_named() {
        var text =
                """
                ---
                slug: poet
                name: Poet
                description: Writes verse.
                needs_rules: none
                needs_voice: false
                output_kind: text
                ---
                Write about {{ moon }} for {{platform}}.
                """;

        assertThatIllegalStateException()
                .isThrownBy(() -> PersonaCatalogue.persona("prompts/templates/poet.md", text))
                .withMessageContaining("prompts/templates/poet.md")
                .withMessageContaining("moon");
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                PersonaCatalogue.persona(
                                        "prompts/templates/bard.md",
                                        text.replace("{{ moon }}", "")))
                .withMessageContaining("name the file after it");
        assertThatIllegalStateException()
                .isThrownBy(() -> PersonaCatalogue.persona("x/poet.md", "no facts"))
                .withMessageContaining("x/poet.md");
    }

    @ParameterizedTest
    @EnumSource(Contract.class)
    void given_a_contract__when_asked_for_its_schema__then_json_ones_have_a_strict_one(
            Contract contract) {
        var schema = Contracts.schema(contract);

        assertThat(schema != null).isEqualTo(contract.json());
        assertThat(Contracts.instructions(contract)).isNotBlank();
        if (schema != null) {
            assertStrict(new JsonMapper().readTree(schema));
        }
    }

    @Test
    void given_the_advice_after_a_stop__when_asked_for_its_schema__then_it_is_strict() {
        assertStrict(new JsonMapper().readTree(Contracts.breakAdviceSchema()));
    }

    /** Strict modes want every property required and no others, at every depth. */
    private static void assertStrict(JsonNode schema) {
        assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.path("required").size()).isEqualTo(schema.path("properties").size());
        for (var property : schema.path("properties")) {
            if (property.path("type").asString("").equals("object")) {
                assertStrict(property);
            }
            if (property.path("items").path("type").asString("").equals("object")) {
                assertStrict(property.path("items"));
            }
        }
    }
}
