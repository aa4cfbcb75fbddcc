package com.postmagiq.admin;

import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.page.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Announcements: made by operators, read by everybody who is signed in. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1")
class AnnouncementController {
    /**
     * @param startsAt left out it begins at once
     */
    @Schema(name = "AnnouncementRequest")
    record AnnouncementRequest(
            @NotBlank @Size(max = 120) String title,
            @Nullable @Size(max = 1000) String body,
            @Schema(allowableValues = {"info", "warning", "danger"})
                    @NotNull
                    @Pattern(regexp = "info|warning|danger")
                    String level,
            @Nullable Instant startsAt,
            @NotNull Instant endsAt) {}

    private final Announcements announcements;

    AnnouncementController(Announcements announcements) {
        this.announcements = announcements;
    }

    /** Those that hold now. */
    @GetMapping("/announcements")
    Page<Announcements.Announcement> current() {
        return new Page<>(announcements.current(), null);
    }

    @GetMapping("/admin/announcements")
    Page<Announcements.Announcement> list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return announcements.page(cursor, limit);
    }

    @PostMapping("/admin/announcements")
    @ResponseStatus(HttpStatus.CREATED)
    Announcements.Announcement tell(
            @Valid @RequestBody AnnouncementRequest body, @AuthenticationPrincipal SignedIn me) {
        return announcements.tell(
                body.title(),
                body.body() == null ? "" : body.body(),
                body.level(),
                body.startsAt(),
                body.endsAt(),
                me.userId());
    }

    @DeleteMapping("/admin/announcements/{announcement_id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeBack(@PathVariable("announcement_id") UUID id, @AuthenticationPrincipal SignedIn me) {
        announcements.takeBack(id, me.userId());
    }
}
