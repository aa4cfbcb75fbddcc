package com.postmagiq;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.kernel.crypto.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The archive of a workspace as a test sees it: its files by name, in order. */
public record Archive(Map<String, byte[]> files) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> OF_THE_INSTALLATION =
            Set.of("manifest.json", "members.jsonl", "audit.jsonl");
    private static final String IMPORTS = "/api/v1/workspaces/import";

    /** Exports somebody's workspace and waits for the file. */
    public static byte[] export(Api owner) {
        var started = owner.post("/privacy/export", Map.of("password", Api.PASSWORD));
        assertThat(started.status()).as(started.raw().body()).isEqualTo(202);
        var path = "/operations/" + started.text("/id");
        var ended = Errand.awaitEnd(owner, path);
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
        return owner.download(path + "/download");
    }

    /** Sends an archive; what waits for a word, or the refusal. */
    public static Api.Answer send(Api person, byte[] zip) {
        return person.sendFile(IMPORTS, "application/zip", zip);
    }

    /** Sends an archive and begins at once; the path of the import. */
    public static String begin(Api person, byte[] zip) {
        var sent = send(person, zip);
        assertThat(sent.status()).as(sent.raw().body()).isEqualTo(202);
        assertThat(sent.text("/status")).isEqualTo("needs_review");
        var path = IMPORTS + "/" + sent.text("/id");
        var begun = person.post(path + "/commit", Map.of());
        assertThat(begun.status()).as(begun.raw().body()).isEqualTo(202);
        return path;
    }

    /** Reads all files. */
    public static Archive of(byte[] zip) {
        var files = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Archive(files);
    }

    /** What has to be the same wherever the workspace is. */
    public Map<String, String> workspace() {
        var texts = new LinkedHashMap<String, String>();
        files.forEach(
                (name, bytes) -> {
                    if (!OF_THE_INSTALLATION.contains(name)) {
                        texts.put(
                                name,
                                name.startsWith("assets/")
                                        ? HexFormat.of().formatHex(bytes)
                                        : text(name));
                    }
                });
        return texts;
    }

    public String text(String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    public List<JsonNode> rows(String part) {
        return text(part + ".jsonl").lines().map(JSON::readTree).toList();
    }

    /** The same archive with another file, its checksum set right. */
    public Archive with(String name, UnaryOperator<String> change) {
        var changed = new LinkedHashMap<>(files);
        var text = change.apply(text(name));
        changed.put(name, text.getBytes(StandardCharsets.UTF_8));
        var manifest = (ObjectNode) JSON.readTree(text("manifest.json"));
        for (var part : manifest.path("parts")) {
            if (part.path("file").asString().equals(name)) {
                ((ObjectNode) part).put("sha256", HexFormat.of().formatHex(Sha256.of(text)));
            }
        }
        if (!name.equals("manifest.json")) {
            changed.put("manifest.json", JSON.writeValueAsBytes(manifest));
        }
        return new Archive(changed);
    }

    /** The same archive with a bit of a file turned over. */
    public Archive damaged(String name) {
        var changed = new LinkedHashMap<>(files);
        var bytes = changed.getOrDefault(name, new byte[0]).clone();
        bytes[bytes.length / 2] ^= 1;
        changed.put(name, bytes);
        return new Archive(changed);
    }

    public byte[] zip() {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
