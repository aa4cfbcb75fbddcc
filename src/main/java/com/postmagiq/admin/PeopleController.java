package com.postmagiq.admin;

import com.postmagiq.identity.FreshProof;
import com.postmagiq.identity.People;
import com.postmagiq.identity.SecondFactors;
import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** All people of the installation, for its operators. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/admin/users")
class PeopleController {
    /**
     * @param isActive whether the person may sign in
     * @param isSuperuser whether the person operates the installation
     */
    @Schema(name = "AdminUserChange")
    record Change(@Nullable Boolean isActive, @Nullable Boolean isSuperuser) {}

    @Schema(name = "RevokedSessions")
    record Revoked(int revoked) {}

    /**
     * @param reason how the operator made sure who asks, 10 to 500 characters
     */
    @Schema(name = "ResetSecondFactorRequest")
    record Reset(@NotBlank @Size(min = 10, max = 500) String reason) {}

    private final People people;
    private final SecondFactors secondFactors;
    private final ApplicationEventPublisher events;

    PeopleController(People people, SecondFactors secondFactors, ApplicationEventPublisher events) {
        this.people = people;
        this.secondFactors = secondFactors;
        this.events = events;
    }

    /** Newest first. */
    @GetMapping
    Page<People.Person> list(
            @RequestParam(required = false) @Size(max = 100) @Nullable String q,
            @Schema(allowableValues = {"active", "inactive"})
                    @RequestParam(required = false)
                    @Pattern(regexp = "active|inactive")
                    @Nullable String status,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return people.page(q, status == null ? null : status.equals("active"), cursor, limit);
    }

    @GetMapping("/{user_id}")
    People.Person get(@PathVariable("user_id") UUID id) {
        return people.get(id);
    }

    @PatchMapping("/{user_id}")
    @FreshProof
    People.Person change(
            @PathVariable("user_id") UUID id,
            @RequestBody Change body,
            @AuthenticationPrincipal SignedIn me) {
        if (id.equals(me.userId()) && Boolean.FALSE.equals(body.isActive())) {
            throw new ProblemException(
                    AdminProblem.SELF_DEACTIVATION,
                    "You would shut yourself out; ask another operator to do it.");
        }
        return people.change(id, body.isActive(), body.isSuperuser(), me.userId());
    }

    /** Takes all second factors from somebody who lost them, and signs them out everywhere. */
    @PostMapping("/{user_id}/reset-second-factor")
    @FreshProof
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resetSecondFactor(
            @PathVariable("user_id") UUID id,
            @Valid @RequestBody Reset body,
            @AuthenticationPrincipal SignedIn me) {
        people.get(id);
        secondFactors.reset(id, me.userId());
        events.publishEvent(
                new Audited(
                        "admin.user_changed",
                        me.userId(),
                        "user",
                        id,
                        Map.of("second_factor_reset", new Audited.Change(null, body.reason())),
                        Audited.Outcome.SUCCESS));
    }

    /** Mails the person a link to choose another password. */
    @PostMapping("/{user_id}/send-reset")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void sendReset(@PathVariable("user_id") UUID id, @AuthenticationPrincipal SignedIn me) {
        if (!people.get(id).isActive()) {
            throw new ProblemException(
                    AdminProblem.USER_INACTIVE,
                    "This person is shut out, so no link would help them; let them in first.");
        }
        people.sendReset(id, me.userId());
    }

    /** Signs the person out everywhere. */
    @PostMapping("/{user_id}/revoke-sessions")
    Revoked revokeSessions(@PathVariable("user_id") UUID id, @AuthenticationPrincipal SignedIn me) {
        return new Revoked(people.endSessions(id, me.userId()));
    }
}
