package com.postmagiq.workflow.history;

import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workflow.budget.CostCaps;
import com.postmagiq.workflow.budget.CostMeters;
import com.postmagiq.workflow.budget.MeterReading;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a workspace lets its calls cost, and what they have cost so far. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/settings/cost-caps")
class CostCapController {
    private final CostCaps caps;
    private final CostMeters meters;

    CostCapController(CostCaps caps, CostMeters meters) {
        this.caps = caps;
        this.meters = meters;
    }

    /** USD a day and a month (UTC); null is no cap, 0 is no paid call at all. */
    @Schema(name = "CostCapsRequest")
    record Wish(@Nullable BigDecimal dailyUsd, @Nullable BigDecimal monthlyUsd) {}

    /** A meter of the running period, in USD. */
    @Schema(name = "CostMeter")
    record MeterView(
            @Schema(allowableValues = {"workspace_day", "workspace_month"}) String scope,
            BigDecimal spent,
            BigDecimal held,
            @Nullable BigDecimal limit,
            @Nullable BigDecimal left) {}

    /**
     * The caps and, with the right to see money, the meters they hold.
     *
     * @param revision to be sent back as {@code If-Match}; 0 while nobody chose
     */
    @Schema(name = "CostCapSettings")
    record Settings(
            @Nullable BigDecimal dailyUsd,
            @Nullable BigDecimal monthlyUsd,
            int revision,
            @Nullable List<MeterView> meters) {}

    @GetMapping
    @RequiresScope(Scope.USAGE_VIEW)
    ResponseEntity<Settings> get(Actor actor) {
        return shown(caps.current(), actor);
    }

    @PutMapping
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    ResponseEntity<Settings> put(
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody Wish body,
            Actor actor) {
        var chosen =
                caps.choose(
                        new CostCaps.Caps(body.dailyUsd(), body.monthlyUsd()),
                        ifMatch == null ? null : IfMatch.revision(ifMatch),
                        actor.userId());
        return shown(chosen, actor);
    }

    private ResponseEntity<Settings> shown(CostCaps.Chosen chosen, Actor actor) {
        var settings =
                new Settings(
                        chosen.caps().dailyUsd(),
                        chosen.caps().monthlyUsd(),
                        chosen.revision(),
                        RunController.money(actor)
                                ? meters.readings().stream()
                                        .filter(reading -> reading.meter().ofWorkspace())
                                        .map(CostCapController::view)
                                        .toList()
                                : null);
        return ResponseEntity.ok().eTag(IfMatch.tag(chosen.revision())).body(settings);
    }

    private static MeterView view(MeterReading reading) {
        return new MeterView(
                reading.meter().code(),
                reading.spent(),
                reading.held(),
                reading.cap(),
                reading.left());
    }
}
