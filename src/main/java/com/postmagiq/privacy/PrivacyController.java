package com.postmagiq.privacy;

import com.postmagiq.asset.FileAnswer;
import com.postmagiq.identity.AccountEnd;
import com.postmagiq.identity.Caller;
import com.postmagiq.identity.FreshProof;
import com.postmagiq.identity.PasswordProof;
import com.postmagiq.identity.PrivacyChoices;
import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.workspace.Departures;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a person allows, a copy of their data, and their way out. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/users/me")
class PrivacyController {
    /**
     * What somebody chose.
     *
     * @param consents by name: analytics, feedback_collection, marketing
     * @param answered whether they were asked, in the present words
     * @param dataRetentionDays 30, 90 or 365; 0 as long as everybody's
     * @param activityLoggingEnabled whether what is not about security is kept under their name
     * @param pendingErasureAt when they are erased; null when they did not ask for it
     */
    @Schema(name = "PrivacyChoices")
    record View(
            Map<String, Boolean> consents,
            boolean answered,
            int dataRetentionDays,
            boolean activityLoggingEnabled,
            String wordingVersion,
            @Nullable Instant pendingErasureAt) {}

    /** What to change; a part that is left out stays. */
    @Schema(name = "PrivacyChange")
    record Change(
            @Nullable
                    Map<
                            @NotNull @Pattern(regexp = "analytics|feedback_collection|marketing")
                            String,
                            @NotNull Boolean>
                    consents,
            @Nullable Integer dataRetentionDays,
            @Nullable Boolean activityLoggingEnabled) {}

    /**
     * @param confirm the word DELETE
     * @param successor by workspace the membership of its next owner
     */
    @Schema(name = "ErasureRequest")
    record ErasureRequest(
            @Nullable @Size(max = 1024) String password,
            @NotBlank @Pattern(regexp = "DELETE", message = "must be DELETE") String confirm,
            @Nullable @Size(max = 500) Map<UUID, @NotNull UUID> successor)
            implements PasswordProof {}

    @Schema(name = "ErasurePending")
    record Pending(Instant eraseAfter) {}

    @Schema(name = "CancelErasureRequest")
    record CancelRequest(@NotBlank @Size(max = 100) String token) {}

    private final Consents consents;
    private final PrivacyChoices choices;
    private final PersonalExports exports;
    private final ErasureRequests erasure;
    private final AccountEnd accountEnd;

    PrivacyController(
            Consents consents,
            PrivacyChoices choices,
            PersonalExports exports,
            ErasureRequests erasure,
            AccountEnd accountEnd) {
        this.consents = consents;
        this.choices = choices;
        this.exports = exports;
        this.erasure = erasure;
        this.accountEnd = accountEnd;
    }

    @GetMapping("/privacy")
    View privacy(@AuthenticationPrincipal SignedIn me) {
        var present = consents.of(me.userId());
        var chosen = choices.of(me.userId());
        return new View(
                present.granted().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.getKey().code(), Map.Entry::getValue)),
                present.answered(),
                chosen.dataRetentionDays(),
                chosen.activityLoggingEnabled(),
                Consents.WORDING,
                accountEnd.eraseAfter(me.userId()).orElse(null));
    }

    @PutMapping("/privacy")
    View changePrivacy(
            @Valid @RequestBody Change body,
            @AuthenticationPrincipal SignedIn me,
            HttpServletRequest request) {
        choices.change(me.userId(), body.dataRetentionDays(), body.activityLoggingEnabled());
        if (body.consents() != null) {
            var caller = Caller.of(request);
            consents.answer(
                    me.userId(),
                    body.consents().entrySet().stream()
                            .map(
                                    each ->
                                            new Consents.Answer(
                                                    Consents.Key.named(each.getKey()),
                                                    each.getValue(),
                                                    me.web() ? "settings" : "api",
                                                    caller.address()))
                            .toList());
        }
        return privacy(me);
    }

    /** Begins a copy of one's own data; a mail says when it can be fetched. */
    @PostMapping("/export")
    @FreshProof
    @ResponseStatus(HttpStatus.ACCEPTED)
    PersonalExports.Copy export(@AuthenticationPrincipal SignedIn me) {
        return exports.start(me.userId());
    }

    /** Newest first. */
    @GetMapping("/exports")
    Page<PersonalExports.Copy> exports(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @AuthenticationPrincipal SignedIn me) {
        return exports.page(me.userId(), cursor, limit);
    }

    @GetMapping("/exports/{export_id}")
    PersonalExports.Copy oneExport(
            @PathVariable("export_id") UUID id, @AuthenticationPrincipal SignedIn me) {
        return exports.get(me.userId(), id);
    }

    /** The archive, by a link that lasts a day, for its owner. */
    @GetMapping("/exports/{export_id}/download")
    ResponseEntity<Resource> download(
            @PathVariable("export_id") UUID id,
            @RequestParam long expires,
            @RequestParam @Size(max = 100) String signature,
            @AuthenticationPrincipal SignedIn me) {
        var stored = exports.file(me.userId(), id, expires, signature);
        return FileAnswer.of(stored.asset(), stored.path());
    }

    /** What somebody owns, with those who could own it next; short enough to come whole. */
    @GetMapping("/owned-workspaces")
    Page<Departures.Owned> ownedWorkspaces(@AuthenticationPrincipal SignedIn me) {
        return new Page<>(erasure.owned(me.userId()), null);
    }

    /** Closes the account at once and erases the person two weeks later. */
    @DeleteMapping
    @FreshProof
    @ResponseStatus(HttpStatus.ACCEPTED)
    Pending erase(@Valid @RequestBody ErasureRequest body, @AuthenticationPrincipal SignedIn me) {
        return new Pending(
                erasure.request(me, Objects.requireNonNullElse(body.successor(), Map.of())));
    }

    /** Takes the wish back, by the token of the mailed link; workspaces that were left stay so. */
    @PostMapping("/cancel-erasure")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancelErasure(@Valid @RequestBody CancelRequest body) {
        erasure.cancel(body.token());
    }
}
