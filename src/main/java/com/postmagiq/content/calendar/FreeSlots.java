package com.postmagiq.content.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which turns of the slots nobody has taken yet. */
final class FreeSlots {
    /** Nothing further ahead is looked at. */
    static final Duration HORIZON = Duration.ofDays(186);

    /** Posts of one stream that are nearer to each other than this get into each other's way. */
    static final Duration APART = Duration.ofMinutes(60);

    private static final Duration AHEAD = Duration.ofMinutes(15);
    private static final Comparator<PostingSlot.Occurrence> IN_TIME =
            Comparator.comparing(PostingSlot.Occurrence::at)
                    .thenComparing(turn -> turn.slot().id());

    private FreeSlots() {}

    /**
     * The free turns in order of time: at least a quarter of an hour ahead, and no planned post of
     * the stream within the hour around it. A turn that was given out takes its own hour.
     *
     * @param slots of one stream
     * @param after no turn before this
     * @param taken moments at which posts of the stream are planned
     * @param count at most so many
     */
    static List<PostingSlot.Occurrence> next(
            Collection<PostingSlot> slots,
            Instant now,
            Instant after,
            Collection<Instant> taken,
            int count) {
        var soonest = now.plus(AHEAD);
        var from = after.isAfter(soonest) ? after : soonest;
        var occupied = new TreeSet<>(taken);
        return slots.stream()
                .filter(PostingSlot::active)
                .flatMap(slot -> slot.between(from, now.plus(HORIZON)))
                .sorted(IN_TIME)
                .filter(turn -> isFree(turn.at(), occupied) && occupied.add(turn.at()))
                .limit(count)
                .toList();
    }

    /** Whether no moment lies less than an hour from it. */
    static boolean isFree(Instant at, NavigableSet<Instant> occupied) {
        return Stream.of(occupied.floor(at), occupied.ceiling(at))
                .noneMatch(
                        other ->
                                other != null
                                        && Duration.between(at, other).abs().compareTo(APART) < 0);
    }
}
