package com.postmagiq.kernel.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class TenantDbTests {
    private final TenantDb db;
    private final Api stranger;

    TenantDbTests(TenantDb db, @LocalServerPort int port) {
        this.db = db;
        this.stranger = Api.at(port);
    }

    @Test
    void given_a_parameter_without_a_value__when_a_text_is_read_often__then_the_context_stays() {
        var ada = stranger.signUp("Ada Lovelace");

        for (var i = 0; i < 20; i++) {
            var names =
                    CurrentWorkspace.call(
                            ada.workspaceId(),
                            () ->
                                    db.query(
                                            "select name from app.workspaces where cast(? as uuid) is null or id = ?",
                                            (row, _) -> row.getString("name"),
                                            null,
                                            null));

            assertThat(names).as("read %d", i).containsExactly("Ada Lovelace's workspace");
        }
    }
}
