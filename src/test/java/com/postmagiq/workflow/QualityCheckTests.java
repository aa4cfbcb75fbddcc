package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The checks as a client meets them. */
@RunsTest
class QualityCheckTests {
    private static final String STORY =
            "On March 3 I spent hours on the report. Dr. Lee called me at the desk and said \"ship it anyway\". "
                    + "Two servers went down, and I restarted them with the old script. Deep dive, they called it later.";

    private final Api ada;

    QualityCheckTests(@LocalServerPort int port) {
        ada = Api.at(port).signUp("Ada Lovelace");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    I spent 30 hours on the report.                    | fabrication.number | 30
                    I restarted them with Terraform and the old script. | fabrication.name   | Terraform
                    Dr. Lee said "stop everything right now".          | fabrication.quote  | stop everything right now
                    On March 9 I spent hours on the report.            | fabrication.date   | March 9
                    """)
    @Tag("workflow-68")
    void
            given_a_text_with_something_the_story_does_not_hold__when_it_is_checked__then_the_very_passage_is_found(
                    String text, String check, String passage) {
        var report = ada.post("/quality/check", Map.of("text", text, "story_text", STORY));

        assertThat(report.status()).isEqualTo(200);
        assertThat(
                        report.at("/findings")
                                .valueStream()
                                .filter(it -> it.path("check").asString().equals(check)))
                .anySatisfy(
                        finding -> {
                            var at = text.indexOf(passage);
                            assertThat(finding.path("start").asInt())
                                    .isBetween(0, at + passage.length() - 1);
                            assertThat(finding.path("end").asInt())
                                    .isBetween(at + 1, text.length());
                            assertThat(finding.path("severity").asString()).isEqualTo("block");
                        });
    }

    @Test
    @Tag("workflow-68")
    void given_other_words_for_the_same_facts__when_they_are_checked__then_nothing_is_invented() {
        var text =
                "Lee called me at the desk. The 2 servers went down, and I restarted them with the old script. "
                        + "Deep dive, they called it later.";

        var report = ada.post("/quality/check", Map.of("text", text, "story_text", STORY));

        assertThat(report.status()).isEqualTo(200);
        assertThat(report.at("/findings").valueStream())
                .filteredOn(finding -> !finding.path("text").asString().equals(text))
                .extracting(finding -> finding.path("text").asString())
                .noneMatch(
                        found ->
                                found.contains("Lee")
                                        || found.contains("2 servers")
                                        || found.contains("Deep dive"));
    }

    @ParameterizedTest
    @CsvSource({
        "It went down \u2014 and came back., true",
        "It took 3\u20135 hours., true",
        "It went down -- and came back., true",
        "See https://example.com/a--b for the rest of it., false"
    })
    @Tag("workflow-70")
    void given_dashes_of_all_kinds__when_they_are_checked__then_all_but_those_in_addresses_block(
            String text, boolean blocked) {
        var report = ada.post("/quality/check", Map.of("text", text));

        assertThat(
                        report.at("/findings")
                                .valueStream()
                                .anyMatch(
                                        finding ->
                                                check(finding).equals("punct.dash")
                                                        && finding.path("severity")
                                                                .asString()
                                                                .equals("block")))
                .isEqualTo(blocked);
    }

    private static String check(JsonNode finding) {
        return finding.path("check").asString();
    }
}
