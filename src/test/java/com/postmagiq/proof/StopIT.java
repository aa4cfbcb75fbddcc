package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Storyteller;
import com.postmagiq.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The process is stopped while people look at what goes on. */
class StopIT {
    @Test
    void
            given_open_streams__when_the_server_stops__then_each_ends_whole_and_nothing_is_logged_about_it()
                    throws IOException, InterruptedException {
        var folder = ServedApplication.folder("stop");
        var port = ServedApplication.freePort();
        var streams = new ArrayList<BufferedReader>();
        try (var _ = ServedApplication.start(folder, port, Map.of())) {
            var author = Api.at(port).signUp("Ada Lovelace");
            var run = Storyteller.offline(author).runId();
            for (var path : List.of("/board/events", "/workflow-runs/" + run + "/events")) {
                streams.add(opened(author, path));
            }
        }

        for (var stream : streams) {
            // One that was cut instead fails to be read to its end.
            while (stream.readLine() != null) {}
            stream.close();
        }
        assertThat(Files.readAllLines(folder.resolve("server.log")))
                .isNotEmpty()
                .noneMatch(line -> line.contains("stream"));
        TestPostgres.delete(folder);
    }

    private static BufferedReader opened(Api person, String path) throws IOException {
        var answer = person.with("Accept", "text/event-stream").open(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        var lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).contains("open");
        return lines;
    }
}
