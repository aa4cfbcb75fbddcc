package com.postmagiq.workflow.history;

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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
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

    /** The caps and, with the right to see money, the meters they hold. */
    @Schema(name = "CostCapSettings")
    record Settings(
            @Nullable BigDecimal dailyUsd,
            @Nullable BigDecimal monthlyUsd,
            @Nullable List<MeterView> meters) {}

    @GetMapping
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    Settings get(Actor actor) {
        return shown(caps.current(), actor);
    }

    @PutMapping
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    Settings put(@Valid @RequestBody Wish body, Actor actor) {
        var chosen =
                caps.choose(new CostCaps.Caps(body.dailyUsd(), body.monthlyUsd()), actor.userId());
        return shown(chosen, actor);
    }

    private Settings shown(CostCaps.Caps chosen, Actor actor) {
        return new Settings(
                chosen.dailyUsd(),
                chosen.monthlyUsd(),
                RunController.money(actor)
                        ? meters.readings().stream()
                                .filter(reading -> reading.meter().ofWorkspace())
                                .map(CostCapController::view)
                                .toList()
                        : null);
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
