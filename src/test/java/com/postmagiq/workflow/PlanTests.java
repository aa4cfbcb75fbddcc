package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import com.postmagiq.workflow.control.WorkspacePlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** What a plan below the top one opens, as soon as there are plans. */
@PostmagiqTest
@Import(PlanTests.OnTeamPlan.class)
class PlanTests {
    private static final String LOCKED = "legacy-claude";

    /** There is no module for plans yet that could say so. */
    @TestConfiguration
    static class OnTeamPlan {
        @Bean
        @Primary
        WorkspacePlan team() {
            return new WorkspacePlan() {
                @Override
                public String tier() {
                    return "team";
                }
            };
        }
    }

    private final Api owner;

    PlanTests(@LocalServerPort int port) {
        this.owner = Api.at(port).signUp("Ada Lovelace");
    }

    @Test
    @Tag("workflow-7")
    void
            given_a_configuration_above_the_plan__when_a_run_names_it__then_it_is_402_and_not_just_hidden() {
        var refused =
                owner.post(
                        "/workflow-runs",
                        Map.of("story", Storyteller.story("fire-company"), "config", LOCKED));

        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.code()).isEqualTo("plan.feature_unavailable");
        assertThat(refused.text("/feature")).isEqualTo("workflow_config");
        assertThat(refused.text("/tier")).isEqualTo("team");
        assertThat(refused.text("/required_tier")).isEqualTo("premium");
        assertThat(owner.put("/settings/workflow-config", Map.of("slug", LOCKED)).status())
                .isEqualTo(402);
    }

    @Test
    @Tag("workflow-7")
    void given_a_configuration_above_the_plan__when_listed__then_it_shows_as_locked_on_demand() {
        assertThat(slugs("")).doesNotContain(LOCKED).contains("offline", "groq-production");
        assertThat(slugs("?include_locked=true")).contains(LOCKED);
        var locked =
                owner.get("/workflow-configs?include_locked=true")
                        .at("/items")
                        .valueStream()
                        .filter(it -> it.path("slug").asString().equals(LOCKED))
                        .findFirst()
                        .orElseThrow();
        assertThat(locked.path("locked").asBoolean()).isTrue();
        assertThat(locked.path("usable").asBoolean()).isFalse();
        assertThat(locked.path("unusable_reason").asString()).contains("premium");
        assertThat(owner.get("/workflow-configs/default").text("/config/slug"))
                .isEqualTo("offline");
        assertThat(
                        owner.post("/workflow-configs", Map.of("slug", "copy", "copy_from", LOCKED))
                                .status())
                .isEqualTo(404);
    }

    private List<String> slugs(String query) {
        return owner.get("/workflow-configs" + query)
                .at("/items")
                .valueStream()
                .map(it -> it.path("slug").asString())
                .toList();
    }
}
