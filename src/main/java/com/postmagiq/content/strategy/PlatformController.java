package com.postmagiq.content.strategy;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Streams: what a workspace writes for. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/platforms")
class PlatformController {
    private final Platforms platforms;

    PlatformController(Platforms platforms) {
        this.platforms = platforms;
    }

    @GetMapping
    @RequiresScope(Scope.CONTENT_READ)
    Page<Platform> list(
            @RequestParam(required = false) @Nullable Boolean active,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return platforms.page(active, cursor, limit);
    }

    @PostMapping
    @RequiresScope(Scope.STRATEGY_WRITE)
    ResponseEntity<Platform> create(Actor actor, @Valid @RequestBody PlatformFields body) {
        return answer(HttpStatus.CREATED, platforms.create(actor, body));
    }

    @GetMapping("/{platform_id}")
    @RequiresScope(Scope.CONTENT_READ)
    ResponseEntity<Platform> get(@PathVariable("platform_id") UUID id) {
        return answer(HttpStatus.OK, platforms.get(id));
    }

    @PatchMapping("/{platform_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    ResponseEntity<Platform> change(
            Actor actor,
            @PathVariable("platform_id") UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody PlatformFields body) {
        return answer(HttpStatus.OK, platforms.change(actor, id, IfMatch.optional(ifMatch), body));
    }

    @DeleteMapping("/{platform_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Actor actor, @PathVariable("platform_id") UUID id) {
        platforms.delete(actor, id);
    }

    private static ResponseEntity<Platform> answer(HttpStatus status, Platform platform) {
        return ResponseEntity.status(status).eTag(IfMatch.tag(platform.revision())).body(platform);
    }
}
