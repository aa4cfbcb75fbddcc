package com.postmagiq.content.calendar;

import com.postmagiq.content.calendar.CalendarView.PlannedPost;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lays posts and slots out on days.
 *
 * @param from first day
 * @param to last day, included
 * @param zone whose days they are
 */
record CalendarDays(LocalDate from, LocalDate to, ZoneId zone) {
    static final Set<String> KINDS = Set.of("scheduled", "due", "published");

    private static final Comparator<Item> IN_TIME =
            Comparator.comparing(Item::at, Comparator.nullsFirst(Comparator.naturalOrder()))
                    .thenComparing(item -> item.post().ref());

    /**
     * @param kind scheduled, due or published
     * @param at null for a day without a time
     */
    @Schema(name = "CalendarItem")
    record Item(String kind, PlannedPost post, @Nullable Instant at) {}

    /**
     * @param filledBy the post that has taken it
     */
    @Schema(name = "CalendarSlot")
    record Turn(UUID slotId, UUID platformId, Instant at, @Nullable UUID filledBy) {}

    @Schema(name = "CalendarDay")
    record Day(LocalDate date, List<Item> items, List<Turn> slots) {}

    /**
     * @param week its Monday
     * @param planned posts of the strategies looked at that have a time in it
     * @param target how many those strategies want
     */
    @Schema(name = "CalendarGap")
    record Gap(LocalDate week, int planned, int target) {}

    /** Every day of the range, with what is on it in order of time. */
    List<Day> days(List<PlannedPost> posts, List<PostingSlot> slots, Set<String> kinds) {
        var items = new TreeMap<LocalDate, List<Item>>();
        for (var post : posts) {
            each(post, kinds)
                    .forEach(
                            item ->
                                    items.computeIfAbsent(day(item), _ -> new ArrayList<>())
                                            .add(item));
        }
        var turns = new TreeMap<LocalDate, List<Turn>>();
        for (var turn : turns(slots, posts)) {
            turns.computeIfAbsent(turn.at().atZone(zone).toLocalDate(), _ -> new ArrayList<>())
                    .add(turn);
        }
        return from.datesUntil(to.plusDays(1))
                .map(
                        day ->
                                new Day(
                                        day,
                                        items.getOrDefault(day, List.of()).stream()
                                                .sorted(IN_TIME)
                                                .toList(),
                                        turns.getOrDefault(day, List.of())))
                .toList();
    }

    /** The whole weeks of the range in which fewer posts are planned than wanted. */
    List<Gap> gaps(List<PlannedPost> posts, int wanted) {
        var planned = new TreeMap<LocalDate, Integer>();
        from.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY))
                .datesUntil(to.plusDays(1), Period.ofWeeks(1))
                .filter(monday -> !monday.plusDays(6).isAfter(to))
                .forEach(monday -> planned.put(monday, 0));
        for (var post : posts) {
            if (post.scheduledAt() != null && post.goalId() != null) {
                var monday =
                        post.scheduledAt()
                                .atZone(zone)
                                .toLocalDate()
                                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                planned.computeIfPresent(monday, (_, count) -> count + 1);
            }
        }
        return planned.entrySet().stream()
                .filter(week -> week.getValue() < wanted)
                .map(week -> new Gap(week.getKey(), week.getValue(), wanted))
                .toList();
    }

    private Stream<Item> each(PlannedPost post, Set<String> kinds) {
        return Stream.of(
                        new Item("scheduled", post, post.scheduledAt()),
                        new Item("published", post, post.publishedAt()),
                        new Item("due", post, null))
                .filter(item -> kinds.contains(item.kind()))
                .filter(
                        item ->
                                item.kind().equals("due")
                                        ? post.dueDate() != null
                                        : item.at() != null)
                .filter(item -> !day(item).isBefore(from) && !day(item).isAfter(to));
    }

    private LocalDate day(Item item) {
        if (item.at() != null) {
            return item.at().atZone(zone).toLocalDate();
        }
        return Objects.requireNonNull(item.post().dueDate());
    }

    private List<Turn> turns(List<PostingSlot> slots, List<PlannedPost> posts) {
        var start = from.atStartOfDay(zone).toInstant();
        var end = to.plusDays(1).atStartOfDay(zone).toInstant();
        return slots.stream()
                .filter(PostingSlot::active)
                .flatMap(slot -> slot.between(start, end))
                .sorted(Comparator.comparing(PostingSlot.Occurrence::at))
                .map(
                        turn ->
                                new Turn(
                                        turn.slot().id(),
                                        turn.slot().platformId(),
                                        turn.at(),
                                        filledBy(turn, posts)))
                .toList();
    }

    private static @Nullable UUID filledBy(PostingSlot.Occurrence turn, List<PlannedPost> posts) {
        return posts.stream()
                .filter(post -> turn.slot().platformId().equals(post.platformId()))
                .filter(post -> post.scheduledAt() != null)
                .filter(
                        post ->
                                Duration.between(post.scheduledAt(), turn.at())
                                                .abs()
                                                .compareTo(FreeSlots.APART)
                                        < 0)
                .min(
                        Comparator.comparing(
                                post -> Duration.between(post.scheduledAt(), turn.at()).abs()))
                .map(PlannedPost::id)
                .orElse(null);
    }
}
