package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.Archive;
import com.postmagiq.Errand;
import com.postmagiq.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A workspace of many posts comes in, and the process is killed in the middle. */
class ArchiveCrashIT {
    /** As many as are asked for; ten thousand take four minutes. */
    private static final int POSTS = Integer.getInteger("archive.posts", 2_000);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Path folder = Path.of("");
    private int port;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = ServedApplication.folder("archive");
        port = ServedApplication.freePort();
    }

    @AfterEach
    void removeFolder() {
        TestPostgres.delete(folder);
    }

    @Test
    @Tag("content-88")
    void
            given_many_posts_coming_in__when_the_process_is_killed__then_it_goes_on_and_counts_are_exact()
                    throws IOException, InterruptedException {
        var application = ServedApplication.start(folder, port, Map.of());
        var ada = Api.at(port).signUp("Ada Lovelace");
        var posts =
                IntStream.range(0, POSTS)
                        .mapToObj("Topic %1$d,Words of post %1$d that are its own.\n"::formatted)
                        .collect(Collectors.joining("", "topic,content\n", ""));
        var sent =
                ada.upload(
                        "/content/import",
                        "file",
                        "posts.csv",
                        posts.getBytes(StandardCharsets.UTF_8),
                        "commit",
                        "true");
        assertThat(sent.status()).as(sent.raw().body()).isEqualTo(202);
        await().atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> ended(ada.get("/operations/" + sent.text("/id"))));
        var first = Archive.export(ada);

        var path = Archive.begin(ada, first);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .pollInSameThread()
                .until(() -> ada.get(path).at("/done").asInt() > POSTS / 2);
        application.kill();
        application = ServedApplication.start(folder, port, Map.of());

        var found = ada.get(path);
        assertThat(found.text("/status")).isEqualTo("running");
        assertThat(ada.get("/api/v1/workspaces").at("/items")).hasSize(1);
        await().atMost(PATIENCE).pollInSameThread().until(() -> ended(ada.get(path)));
        var ended = Errand.awaitEnd(ada, path);
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
        var there = ada.in(UUID.fromString(ended.text("/result/workspace_id")));
        var second = Archive.of(Archive.export(there));
        assertThat(second.rows("posts")).hasSize(POSTS);
        assertThat(second.workspace()).isEqualTo(Archive.of(first).workspace());
        application.close();
    }

    private static boolean ended(Api.Answer operation) {
        return !operation.text("/status").matches("queued|running");
    }
}
