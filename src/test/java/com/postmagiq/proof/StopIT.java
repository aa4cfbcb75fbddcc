package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Storyteller;
import com.postmagiq.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
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
        // Where PostgreSQL, run by root as somebody else, may enter.
        var folder = Files.createTempDirectory("postmagiq-stop-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var port = ServedApplication.freePort();
        try (var http = HttpClient.newHttpClient()) {
            var ends = new ArrayList<BufferedReader>();
            try (var _ = ServedApplication.start(folder, port, Map.of())) {
                var author = Api.at(port).signUp("Ada Lovelace");
                var run = Storyteller.offline(author).runId();
                for (var path : List.of("/board/events", "/workflow-runs/" + run + "/events")) {
                    ends.add(opened(http, author, path));
                }
            }

            for (var stream : ends) {
                // One that was cut instead fails to be read to its end.
                while (stream.readLine() != null) {}
                stream.close();
            }
        }
        assertThat(Files.readAllLines(folder.resolve("server.log")))
                .isNotEmpty()
                .noneMatch(line -> line.contains("stream"));
        TestPostgres.delete(folder);
    }

    private static BufferedReader opened(HttpClient http, Api person, String path)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "%s/api/v1/w/%s%s"
                                                .formatted(
                                                        person.base(), person.workspaceId(), path)))
                        .header("Accept", "text/event-stream")
                        .header("Authorization", "Bearer " + person.accessToken())
                        .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        var lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        assertThat(lines.readLine()).contains("open");
        return lines;
    }
}
