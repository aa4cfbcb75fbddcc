package com.postmagiq.content.calendar;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.PeopleOnly;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Addresses for other calendars, and what they read there. */
@RestController
class FeedController {
    private static final MediaType CALENDAR =
            new MediaType("text", "calendar", StandardCharsets.UTF_8);

    /**
     * @param scope all, or mine: what is assigned to the caller
     */
    @Schema(name = "NewCalendarFeedRequest")
    record NewFeed(@NotNull @Pattern(regexp = "all|mine") String scope) {}

    /**
     * @param url shown this once
     */
    @Schema(name = "NewCalendarFeed")
    record MadeFeed(String url) {}

    private final Feeds feeds;
    private final FeedReading reading;
    private final Installation installation;

    FeedController(Feeds feeds, FeedReading reading, Installation installation) {
        this.feeds = feeds;
        this.reading = reading;
        this.installation = installation;
    }

    @GetMapping("/api/v1/w/{workspace_id}/calendar/feeds")
    @RequiresScope(Scope.CONTENT_READ)
    @PeopleOnly
    Page<Feeds.Feed> list(Actor actor) {
        return new Page<>(feeds.of(actor.userId()), null);
    }

    @PostMapping("/api/v1/w/{workspace_id}/calendar/feeds")
    @RequiresScope(Scope.CONTENT_READ)
    @PeopleOnly
    @ResponseStatus(HttpStatus.CREATED)
    MadeFeed create(Actor actor, @Valid @RequestBody NewFeed body) {
        return new MadeFeed(
                "%s/api/v1/calendar/%s.ics"
                        .formatted(
                                installation.publicBaseUrl(),
                                feeds.create(actor.userId(), body.scope())));
    }

    @DeleteMapping("/api/v1/w/{workspace_id}/calendar/feeds/{feed_id}")
    @RequiresScope(Scope.CONTENT_READ)
    @PeopleOnly
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Actor actor, @PathVariable("feed_id") UUID id) {
        feeds.revoke(actor.userId(), id);
    }

    @GetMapping(path = "/api/v1/calendar/{token}.ics", produces = "text/calendar")
    ResponseEntity<String> read(@PathVariable @Size(max = 100) String token) {
        var text = reading.read(token);
        return ResponseEntity.ok()
                .contentType(CALENDAR)
                .eTag(HexFormat.of().formatHex(Sha256.of(text)))
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePrivate())
                .body(text);
    }
}
