package com.postmagiq.telemetry;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.AnyMember;
import com.postmagiq.workspace.PeopleOnly;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reports of clients about the use of the product, and what a workspace learns from them. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/telemetry")
class TelemetryController {
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int MOST_EVENTS = 100;
    private static final Duration USUAL_SPAN = Duration.ofDays(30);

    /**
     * One thing that happened.
     *
     * @param action of the catalogue; unknown ones are dropped
     * @param occurredAt by the client's clock
     * @param entityId what it was about, such as a run
     * @param payload at most 4 KB; only parts that the catalogue names are kept
     */
    @Schema(name = "TelemetryEvent")
    record Event(
            @NotBlank @Size(max = 50) String action,
            @NotNull Instant occurredAt,
            @Nullable UUID entityId,
            @Nullable Map<String, Object> payload) {
        Intake.Reported reported() {
            return new Intake.Reported(
                    action, occurredAt, entityId, Objects.requireNonNullElse(payload, Map.of()));
        }
    }

    @Schema(name = "TelemetryBatch")
    record Batch(@NotNull @Size(min = 1, max = MOST_EVENTS) List<@Valid Event> events) {}

    private final Intake intake;
    private final Insights insights;
    private final Clock clock;

    TelemetryController(Intake intake, Insights insights, Clock clock) {
        this.intake = intake;
        this.insights = insights;
        this.clock = clock;
    }

    /** Takes a batch; what is not allowed or not known is dropped and named. */
    @PostMapping("/events")
    @AnyMember
    @PeopleOnly
    @ResponseStatus(HttpStatus.ACCEPTED)
    Intake.Receipt events(@Valid @RequestBody Batch body, Actor actor, HttpServletRequest request) {
        if (request.getContentLengthLong() > LARGEST_BODY) {
            throw new ProblemException(
                            GeneralProblem.PAYLOAD_TOO_LARGE,
                            "The batch is larger than the %d KB that are taken at once; send fewer events."
                                    .formatted(LARGEST_BODY / 1024))
                    .with("limit_bytes", LARGEST_BODY);
        }
        return intake.take(
                actor,
                body.events().stream().map(Event::reported).toList(),
                refusesTracking(request));
    }

    private static boolean refusesTracking(HttpServletRequest request) {
        return "1".equals(request.getHeader("Sec-GPC")) || "1".equals(request.getHeader("DNT"));
    }

    /**
     * What the workspace's own events say.
     *
     * @param from included; thirty days ago when left out
     * @param to not included; now when left out
     */
    @GetMapping("/insights")
    @RequiresScope(Scope.TELEMETRY_READ)
    Insights.Report insights(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        var end = Objects.requireNonNullElse(to, clock.instant());
        return insights.between(Objects.requireNonNullElse(from, end.minus(USUAL_SPAN)), end);
    }
}
