package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.FakeAnswer;
import org.springframework.boot.test.web.server.LocalServerPort;

/** With keys and no wish, agents are reached over HTTP. */
@RunsTest
class ApiModeTests extends OneStoryInAnyMode {
    ApiModeTests(@LocalServerPort int port) {
        super(port);
    }

    @Override
    void answers(String agent, String text) {
        room.says(agent, FakeAnswer.text(text));
    }

    @Override
    void calledAsTheModeSays() {
        assertThat(room.calls()).hasSize(10);
    }
}
