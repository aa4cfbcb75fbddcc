package com.postmagiq;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Somebody using the product over HTTP. Each value is one person with their tokens; methods are
 * what they do.
 *
 * <pre>{@code
 * var ada = Api.at(port).signUp("Ada Lovelace");
 * assertThat(ada.get("/permissions").at("/role").asString()).isEqualTo("owner");
 * }</pre>
 */
public final class Api {
    public static final String PASSWORD = "plain wooden table";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An answer: status, headers and, where there is one, its JSON. */
    public record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        /** A part of the body by JSON pointer; missing when absent. */
        public JsonNode at(String pointer) {
            return body.at(pointer);
        }

        /** A text of the body by JSON pointer. */
        public String text(String pointer) {
            return at(pointer).asString();
        }

        /** The problem's code; empty when the answer is none. */
        public String code() {
            return body.path("code").asString("");
        }

        public Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        /** The body without what differs from request to request. */
        public String bodyWithoutRequestId() {
            return raw.body().replace(text("/request_id"), "");
        }
    }

    private final String base;
    private final Map<String, String> headers;
    private final String email;
    private final String accessToken;
    private final @Nullable String refreshToken;
    private final @Nullable UUID userId;
    private final @Nullable UUID workspaceId;

    private Api(
            String base,
            Map<String, String> headers,
            String email,
            String accessToken,
            @Nullable String refreshToken,
            @Nullable UUID userId,
            @Nullable UUID workspaceId) {
        this.base = base;
        this.headers = headers;
        this.email = email;
        this.accessToken = accessToken;
        this.refreshToken = refreshToken;
        this.userId = userId;
        this.workspaceId = workspaceId;
    }

    /** A stranger at a server of this machine. */
    public static Api at(int port) {
        return new Api("http://127.0.0.1:" + port, Map.of(), "", "", null, null, null);
    }

    /** Somebody new with a workspace of their own. */
    public Api signUp(String fullName) {
        return signUp(fullName, newEmail());
    }

    /** Somebody new under an address of the test's choice. */
    public Api signUp(String fullName, String email) {
        var answer =
                post(
                        "/api/v1/auth/register",
                        Map.of("email", email, "password", PASSWORD, "full_name", fullName));
        if (answer.status() != 201) {
            throw new IllegalStateException("Sign-up failed: " + answer.raw().body());
        }
        var workspace = UUID.fromString(answer.text("/workspaces/0/workspace_id"));
        return as(answer, email, workspace);
    }

    /** Signs in again, as on another device. */
    public Api signIn() {
        var answer =
                stranger().post("/api/v1/auth/login", Map.of("email", email, "password", PASSWORD));
        if (answer.status() != 200) {
            throw new IllegalStateException("Sign-in failed: " + answer.raw().body());
        }
        return as(answer, email, workspaceId);
    }

    /** The same client after an answer that carried tokens. */
    public Api as(Answer tokens, String email, @Nullable UUID workspace) {
        return new Api(
                base,
                headers,
                email,
                tokens.text("/access_token"),
                tokens.body().has("refresh_token") ? tokens.text("/refresh_token") : null,
                UUID.fromString(tokens.text("/user/id")),
                workspace);
    }

    /** The same server, signed out. */
    public Api stranger() {
        return new Api(base, headers, "", "", null, null, null);
    }

    /** The same person with one more header on every request. */
    public Api with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Api(base, more, email, accessToken, refreshToken, userId, workspaceId);
    }

    /** The same person with another access token, or none when empty. */
    public Api withToken(String token) {
        return new Api(base, headers, email, token, refreshToken, userId, workspaceId);
    }

    /** The same person working in another workspace. */
    public Api in(UUID workspace) {
        return new Api(base, headers, email, accessToken, refreshToken, userId, workspace);
    }

    /** The same person at another node of the same installation. */
    public Api on(int port) {
        return new Api(
                at(port).base, headers, email, accessToken, refreshToken, userId, workspaceId);
    }

    public static String newEmail() {
        return "person-" + UUID.randomUUID() + "@example.com";
    }

    public String base() {
        return base;
    }

    public String email() {
        return email;
    }

    public String accessToken() {
        return accessToken;
    }

    public String refreshToken() {
        return required(refreshToken, "refresh token");
    }

    public UUID userId() {
        return required(userId, "user");
    }

    public UUID workspaceId() {
        return required(workspaceId, "workspace");
    }

    /** Paths of the server itself are taken as they are, all others lie in the workspace. */
    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    public Answer post(String path) {
        return send("POST", path, null);
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Any request; a text is sent as it is, everything else as JSON. */
    public Answer send(String method, String path, @Nullable Object body) {
        var request = HttpRequest.newBuilder(URI.create(base + absolute(path)));
        headers.forEach(request::header);
        if (!accessToken.isEmpty()) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            var text = body instanceof String raw ? raw : JSON.writeValueAsString(body);
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(text));
        }
        return answer(request.build());
    }

    /**
     * Sends a form with one file, as a browser does.
     *
     * @param part name of the file's part
     * @param fields pairs of name and value
     */
    public Answer upload(String path, String part, String filename, byte[] file, String... fields) {
        var boundary = "form-" + UUID.randomUUID();
        var body = new ByteArrayOutputStream();
        for (var i = 0; i < fields.length; i += 2) {
            body.writeBytes(
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                            .formatted(boundary, fields[i], fields[i + 1])
                            .getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n"
                        .formatted(boundary, part, filename)
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create(base + absolute(path)));
        headers.forEach(request::header);
        request.header("Authorization", "Bearer " + accessToken)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
        return answer(request.build());
    }

    /** Sends a file as the body. */
    public Answer sendFile(String path, String type, byte[] file) {
        return answer(
                HttpRequest.newBuilder(URI.create(base + absolute(path)))
                        .header("Authorization", "Bearer " + accessToken)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                        .build());
    }

    /** The bytes of a file that must be there. */
    public byte[] download(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(base + absolute(path)))
                        .header("Authorization", "Bearer " + accessToken)
                        .build();
        try {
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new AssertionError(request + " answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(request + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(request + " was interrupted", e);
        }
    }

    /** An answer that is read as it comes, such as events; whatever its status is. */
    public HttpResponse<InputStream> open(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + absolute(path)));
        headers.forEach(request::header);
        request.header("Authorization", "Bearer " + accessToken);
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path + " was interrupted", e);
        }
    }

    private static Answer answer(HttpRequest request) {
        try {
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            var type = response.headers().firstValue("Content-Type").orElse("");
            var body =
                    !type.contains("x-ndjson")
                                    && type.contains("json")
                                    && !response.body().isEmpty()
                            ? JSON.readTree(response.body())
                            : MissingNode.getInstance();
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new UncheckedIOException(request + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(request + " was interrupted", e);
        }
    }

    private String absolute(String path) {
        var outside = Stream.of("/api/", "/v3/", "/actuator").anyMatch(path::startsWith);
        return outside || workspaceId == null ? path : "/api/v1/w/" + workspaceId + path;
    }

    private static <T> T required(@Nullable T part, String name) {
        if (part == null) {
            throw new IllegalStateException("This person has no " + name + "; sign up first");
        }
        return part;
    }
}
