package com.postmagiq.content.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Errand;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What people do with files of content in tests. */
final class Exchange {
    private Exchange() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Sends a file to be looked at. */
    static Api.Answer send(Api person, String name, byte[] file, String... fields) {
        return person.upload("/content/import", "file", name, file, fields);
    }

    /** Sends a file, which must be readable; what was found in it. */
    static Api.Answer looked(Api person, String name, byte[] file, String... fields) {
        var sent = send(person, name, file, fields);
        assertThat(sent.status()).as(sent.raw().body()).isEqualTo(202);
        return person.get("/content/import/" + sent.text("/id"));
    }

    /** Takes over what was looked at; how the operation ended. */
    static Api.Answer taken(Api person, Api.Answer preview) {
        var path = "/content/import/" + preview.text("/operation/id") + "/commit";
        assertThat(person.post(path).status()).isEqualTo(202);
        var ended = Errand.awaitEnd(person, "/operations/" + preview.text("/operation/id"));
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
        return ended;
    }

    /** Sends a file and takes it over. */
    static Api.Answer imported(Api person, String name, byte[] file, String... fields) {
        return taken(person, looked(person, name, file, fields));
    }

    /** An export's file. */
    static byte[] exported(Api person, String format) {
        return exported(person, Map.of("format", format));
    }

    /** The file of an export that is wished for in full. */
    static byte[] exported(Api person, Map<String, ?> wish) {
        var started = person.post("/content/export", wish);
        assertThat(started.status()).as(started.raw().body()).isEqualTo(202);
        var path = "/operations/" + started.text("/id");
        var ended = Errand.awaitEnd(person, path);
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
        return person.download(path + "/download");
    }

    static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }

    static List<JsonNode> posts(Api person) {
        return person.get("/posts?sort=number&order=asc&limit=200")
                .at("/items")
                .valueStream()
                .toList();
    }

    static List<String> topics(Api person) {
        return posts(person).stream().map(post -> post.path("topic").asString()).toList();
    }

    /** Created, updated, skipped and failed, as an operation tells them. */
    static List<Integer> counts(Api.Answer operation, String at) {
        return List.of("created", "updated", "skipped", "failed").stream()
                .map(name -> operation.at(at + "/result/" + name).asInt())
                .collect(Collectors.toList());
    }

    static List<String> issues(Api.Answer answer, String at) {
        return answer.at(at)
                .valueStream()
                .map(
                        issue ->
                                "%d %s %s"
                                        .formatted(
                                                issue.path("row").asInt(),
                                                issue.path("column").asString("-"),
                                                issue.path("code").asString()))
                .toList();
    }
}
