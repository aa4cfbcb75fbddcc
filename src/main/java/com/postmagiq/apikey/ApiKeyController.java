package com.postmagiq.apikey;

import com.postmagiq.identity.FreshProof;
import com.postmagiq.identity.PasswordProof;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.RequiresVerifiedAddress;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The keys of a workspace. */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}/api-keys")
class ApiKeyController {
    private static final int USUAL_DAYS = 365;
    private static final int USUAL_GRACE_HOURS = 24;

    /**
     * @param scopes names of rights, or of groups such as {@code content:*}
     * @param expiresInDays 365 when left out
     * @param rateLimitPerMinute its own limit, at most that of all keys
     * @param password the proof this needs; left out after a fresh one
     */
    @Schema(name = "NewApiKeyRequest")
    record NewKey(
            @NotBlank @Size(max = 100) String name,
            @Nullable @Size(max = 500) String description,
            @NotEmpty @Size(max = 100) List<@NotBlank @Size(max = 60) String> scopes,
            @Nullable @Min(1) @Max(730) Integer expiresInDays,
            @Nullable @Min(1) Integer rateLimitPerMinute,
            @Nullable @Size(max = 128) String password)
            implements PasswordProof {
        ApiKeys.Wish wish() {
            return new ApiKeys.Wish(
                    name,
                    description,
                    scopes,
                    Duration.ofDays(Objects.requireNonNullElse(expiresInDays, USUAL_DAYS)),
                    rateLimitPerMinute);
        }
    }

    /**
     * What is left out stays.
     *
     * @param rateLimitPerMinute 0 takes the key's own limit away
     * @param enabled true switches on a key that was switched off with its workspace
     */
    @Schema(name = "ApiKeyChange")
    record ChangedKey(
            @Nullable @Size(max = 100) @Pattern(regexp = ".*\\S.*", message = "must not be blank")
                    String name,
            @Nullable @Size(max = 500) String description,
            @Nullable @Size(min = 1, max = 100) List<@NotBlank @Size(max = 60) String> scopes,
            @Nullable @Min(0) Integer rateLimitPerMinute,
            @Nullable Boolean enabled) {}

    /**
     * @param graceHours how long the old key goes on; 24 when left out
     * @param password the proof this needs; left out after a fresh one
     */
    @Schema(name = "ApiKeyRotation")
    record Rotation(
            @Nullable @Min(0) @Max(72) Integer graceHours,
            @Nullable @Size(max = 128) String password)
            implements PasswordProof {}

    @Schema(name = "ApiKeyRevocation")
    record Revocation(@Nullable @Size(max = 500) String reason) {}

    /**
     * @param key shown this once
     */
    @Schema(name = "NewApiKey")
    record MadeKey(String key, ApiKeyView apiKey) {
        /** Never the key: records end up in messages of failures. */
        @Override
        public String toString() {
            return "MadeKey[apiKey=%s]".formatted(apiKey);
        }
    }

    /**
     * A right that keys may hold.
     *
     * @param covers what it lets a program do
     * @param grantable whether the reader may give it
     */
    @Schema(name = "ApiKeyScope")
    record KeyScope(String scope, String covers, boolean grantable) {}

    private final ApiKeys keys;
    private final ApiKeyList list;

    ApiKeyController(ApiKeys keys, ApiKeyList list) {
        this.keys = keys;
        this.list = list;
    }

    @GetMapping
    @RequiresScope(Scope.API_KEYS_MANAGE)
    Page<ApiKeyView> list(
            @RequestParam(name = "include_revoked", defaultValue = "false") boolean revoked,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return list.page(revoked, cursor, limit);
    }

    @GetMapping("/scopes")
    @RequiresScope(Scope.API_KEYS_MANAGE)
    Page<KeyScope> scopes(Actor actor) {
        return new Page<>(
                Arrays.stream(Scope.values())
                        .filter(scope -> scope.isForKeysOf(actor.role()))
                        .map(
                                scope ->
                                        new KeyScope(
                                                scope.code(),
                                                scope.covers(),
                                                KeyScopes.isGrantable(actor, scope)))
                        .toList(),
                null);
    }

    @GetMapping("/{key_id}")
    @RequiresScope(Scope.API_KEYS_MANAGE)
    ApiKeyView get(@PathVariable("key_id") UUID id) {
        return list.get(id);
    }

    @PostMapping
    @RequiresScope(Scope.API_KEYS_MANAGE)
    @RequiresVerifiedAddress
    @FreshProof
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<MadeKey> create(Actor actor, @Valid @RequestBody NewKey body) {
        return made(keys.create(actor, body.wish()));
    }

    @PatchMapping("/{key_id}")
    @RequiresScope(Scope.API_KEYS_MANAGE)
    ApiKeyView change(
            @PathVariable("key_id") UUID id, Actor actor, @Valid @RequestBody ChangedKey body) {
        keys.change(
                actor,
                id,
                new ApiKeys.Change(
                        body.name(),
                        body.description(),
                        body.scopes(),
                        body.rateLimitPerMinute(),
                        body.enabled()));
        return list.get(id);
    }

    @PostMapping("/{key_id}/rotate")
    @RequiresScope(Scope.API_KEYS_MANAGE)
    @RequiresVerifiedAddress
    @FreshProof
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<MadeKey> rotate(
            @PathVariable("key_id") UUID id,
            Actor actor,
            @Valid @RequestBody(required = false) @Nullable Rotation body) {
        var hours = body == null ? null : body.graceHours();
        return made(
                keys.rotate(
                        actor,
                        id,
                        Duration.ofHours(Objects.requireNonNullElse(hours, USUAL_GRACE_HOURS))));
    }

    @DeleteMapping("/{key_id}")
    @RequiresScope(Scope.API_KEYS_MANAGE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(
            @PathVariable("key_id") UUID id,
            Actor actor,
            @Valid @RequestBody(required = false) @Nullable Revocation body) {
        keys.revoke(actor, id, body == null ? null : body.reason());
    }

    private ResponseEntity<MadeKey> made(ApiKeys.Made made) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new MadeKey(made.key(), list.get(made.id())));
    }
}
