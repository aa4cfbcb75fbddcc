package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class ProfileTests {
    private static final String ME = "/api/v1/auth/me";

    private final Api stranger;

    ProfileTests(@LocalServerPort int port) {
        this.stranger = Api.at(port);
    }

    @Test
    void given_a_person__when_they_describe_themselves__then_only_what_they_named_changes() {
        var ada = stranger.signUp("Ada Lovelace");

        var changed =
                ada.patch(ME, Map.of("full_name", " Ada King ", "time_zone", "Europe/London"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/full_name")).isEqualTo("Ada King");
        assertThat(changed.text("/time_zone")).isEqualTo("Europe/London");
        assertThat(changed.text("/locale")).isEqualTo("en");
        assertThat(changed.text("/default_workspace_id")).isEqualTo(ada.workspaceId().toString());
        assertThat(ada.get(ME).text("/user/full_name")).isEqualTo("Ada King");
    }

    @Test
    void given_values_nobody_can_have__when_they_are_sent__then_each_is_refused_with_its_code() {
        var ada = stranger.signUp("Ada Lovelace");

        assertThat(ada.patch(ME, "{\"full_name\": null}").code()).isEqualTo("required_field");
        assertThat(ada.patch(ME, Map.of("full_name", " ")).code()).isEqualTo("validation_failed");
        assertThat(ada.patch(ME, Map.of("locale", "?!")).code()).isEqualTo("validation_failed");
        assertThat(ada.patch(ME, Map.of("time_zone", "Mars/Base")).text("/errors/0/field"))
                .isEqualTo("time_zone");
        assertThat(ada.patch(ME, Map.of("shoe_size", 38)).code()).isEqualTo("unknown_field");
        assertThat(ada.get(ME).text("/user/full_name")).isEqualTo("Ada Lovelace");
    }

    @Test
    void given_a_workspace_of_another__when_it_shall_open_first__then_it_is_refused() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");

        var foreign = ada.patch(ME, Map.of("default_workspace_id", bob.workspaceId()));
        var none = ada.patch(ME, "{\"default_workspace_id\": null}");
        var own = ada.patch(ME, Map.of("default_workspace_id", ada.workspaceId()));

        assertThat(foreign.status()).isEqualTo(422);
        assertThat(foreign.code()).isEqualTo("workspace.not_member");
        assertThat(none.body().has("default_workspace_id")).isFalse();
        assertThat(own.text("/default_workspace_id")).isEqualTo(ada.workspaceId().toString());
    }
}
