package com.postmagiq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** API keys as a test makes them, and programs that work with them. */
public final class Keys {
    private Keys() {}

    /** Makes a key and hands back the answer, which must be a yes. */
    public static Api.Answer make(Api maker, String... scopes) {
        var made =
                maker.post("/api-keys", Map.of("name", "Nightly job", "scopes", List.of(scopes)));
        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        return made;
    }

    /** A program with a key of its own in somebody's workspace. */
    public static Api program(Api maker, String... scopes) {
        return maker.withToken(make(maker, scopes).text("/key"));
    }

    /** A program with a key for everything that its maker can give. */
    public static Api programForAll(Api maker) {
        return program(
                maker,
                maker.get("/api-keys/scopes")
                        .at("/items")
                        .valueStream()
                        .filter(scope -> scope.path("grantable").asBoolean())
                        .map(Keys::name)
                        .toArray(String[]::new));
    }

    private static String name(JsonNode scope) {
        return scope.path("scope").asString();
    }
}
