package com.postmagiq.content.calendar;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.web.GivenPart;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/** The times of a week at which streams publish. */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}/calendar/slots")
class SlotController {
    /**
     * @param dayOfWeek 1 is Monday
     * @param localTime such as 09:00, on the clock of the zone
     * @param timezone left out it is the workspace's
     */
    @Schema(name = "NewSlotRequest")
    record NewSlot(
            @NotNull UUID platformId,
            @Min(1) @Max(7) int dayOfWeek,
            @NotNull LocalTime localTime,
            @Nullable @Size(max = 64) String timezone) {}

    @Schema(name = "ChangeSlotRequest")
    @SuppressWarnings("NullableOptional") // left out and null are two wishes
    record SlotChange(
            @Nullable Optional<UUID> platformId,
            @Nullable Optional<@Min(1) @Max(7) Integer> dayOfWeek,
            @Nullable Optional<LocalTime> localTime,
            @Nullable Optional<@Size(max = 64) String> timezone,
            @Nullable Optional<Boolean> isActive) {
        PostingSlot applied(PostingSlot old) {
            var platform = GivenPart.of("platform_id", platformId);
            var day = GivenPart.of("day_of_week", dayOfWeek);
            var time = GivenPart.of("local_time", localTime);
            var zone = GivenPart.of("timezone", timezone);
            var active = GivenPart.of("is_active", isActive);
            return new PostingSlot(
                    old.id(),
                    platform == null ? old.platformId() : platform,
                    day == null ? old.day() : DayOfWeek.of(day),
                    time == null ? old.localTime() : time,
                    zone == null ? old.zone() : WallClock.zone(zone),
                    active == null ? old.active() : active);
        }
    }

    @Schema(name = "PostingSlot")
    record SlotView(
            UUID id,
            UUID platformId,
            int dayOfWeek,
            LocalTime localTime,
            String timezone,
            boolean isActive) {
        static SlotView of(PostingSlot slot) {
            return new SlotView(
                    slot.id(),
                    slot.platformId(),
                    slot.day().getValue(),
                    slot.localTime(),
                    slot.zone().getId(),
                    slot.active());
        }
    }

    private final Slots slots;
    private final Workspaces workspaces;

    SlotController(Slots slots, Workspaces workspaces) {
        this.slots = slots;
        this.workspaces = workspaces;
    }

    @GetMapping
    @RequiresScope(Scope.CONTENT_READ)
    Page<SlotView> list(
            @RequestParam(name = "platform_id", required = false) @Nullable UUID platformId) {
        return new Page<>(slots.list(platformId).stream().map(SlotView::of).toList(), null);
    }

    @PostMapping
    @RequiresScope(Scope.STRATEGY_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    SlotView add(Actor actor, @Valid @RequestBody NewSlot body) {
        var zone =
                body.timezone() == null ? workspaces.timeZone() : WallClock.zone(body.timezone());
        return SlotView.of(
                slots.add(
                        actor.userId(),
                        body.platformId(),
                        DayOfWeek.of(body.dayOfWeek()),
                        body.localTime(),
                        zone));
    }

    @PatchMapping("/{slot_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    SlotView change(
            Actor actor, @PathVariable("slot_id") UUID id, @Valid @RequestBody SlotChange body) {
        var changed = body.applied(slots.get(id));
        slots.change(actor.userId(), changed);
        return SlotView.of(changed);
    }

    @DeleteMapping("/{slot_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Actor actor, @PathVariable("slot_id") UUID id) {
        slots.delete(actor.userId(), id);
    }
}
