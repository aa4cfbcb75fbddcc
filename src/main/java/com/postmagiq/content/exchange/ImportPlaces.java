package com.postmagiq.content.exchange;

import com.postmagiq.content.exchange.ImportWish.Rights;
import com.postmagiq.content.strategy.ImportedStrategies;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The streams, strategies and chapters of a file: those of the same name that are there already are
 * taken as they are, the others are made. Of several strategies of one name the first of the file
 * is the oldest of the workspace, the second the next one.
 */
final class ImportPlaces {
    private static final String NAME_OF_NONE = "Imported content";

    /** How far what is not there is made. */
    enum Making {
        /** Nothing is written; what would be made counts as there. */
        PREVIEW,
        /** Nothing is made: an earlier attempt has. */
        RECALL,
        REAL
    }

    /** Somewhere a post belongs. */
    record Place(@Nullable UUID goalId, @Nullable UUID chapterId) {}

    /** A place that cannot be had. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Issue.Kind kind;

        Missing(Issue.Kind kind) {
            super(null, null, false, false);
            this.kind = kind;
        }

        Issue.Kind kind() {
            return kind;
        }
    }

    private final ImportedStrategies stored;
    private final Rights rights;
    private final @Nullable UUID target;
    private final ImportTally tally;
    private final Map<String, UUID> platforms = new HashMap<>();
    private final Map<String, UUID> platformRefs = new HashMap<>();
    private final Map<String, List<UUID>> goals = new HashMap<>();
    private final Map<String, Integer> goalsSeen = new HashMap<>();
    private final Map<String, UUID> goalRefs = new HashMap<>();
    private final Map<UUID, Map<Integer, UUID>> numbers = new HashMap<>();
    private final Map<UUID, Map<String, UUID>> titles = new HashMap<>();
    private @Nullable UUID defaultGoal;
    private Making making = Making.PREVIEW;

    ImportPlaces(
            ImportedStrategies stored, Rights rights, @Nullable UUID target, ImportTally tally) {
        this.stored = stored;
        this.rights = rights;
        this.target = target;
        this.tally = tally;
    }

    /** Reads what there is; once, in a transaction. */
    void load() {
        stored.platforms().forEach(each -> platforms.put(key(each.name()), each.id()));
        stored.goals().forEach(each -> addGoal(each.name(), each.id()));
        stored.chapters()
                .forEach(
                        each ->
                                addChapter(
                                        Objects.requireNonNull(each.ownerId()),
                                        each.number(),
                                        each.name(),
                                        each.id()));
        defaultGoal = stored.defaultGoal();
    }

    void making(Making how) {
        making = how;
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private void addGoal(String name, UUID id) {
        goals.computeIfAbsent(key(name), _ -> new ArrayList<>()).add(id);
    }

    private void addChapter(UUID goal, int number, String title, UUID id) {
        numbers.computeIfAbsent(goal, _ -> new HashMap<>()).put(number, id);
        titles.computeIfAbsent(goal, _ -> new HashMap<>()).putIfAbsent(key(title), id);
    }

    /**
     * A stream of the file.
     *
     * @throws Missing when it is not there and cannot be made
     */
    void platform(Entry entry) {
        var name = Objects.requireNonNullElse(entry.text("name"), "");
        var known = platforms.get(key(name));
        if (known == null) {
            // In JSON Lines the kind of a line is its own.
            var fields = new LinkedHashMap<>(entry.fields());
            fields.put("kind", entry.text("platform_kind"));
            known = made(() -> stored.addPlatform(fields, rights.person()));
            platforms.put(key(name), known);
            count(tally::platform);
        }
        refer(platformRefs, entry, known);
    }

    /**
     * A strategy of the file.
     *
     * @throws Missing when it is not there and cannot be made
     */
    void goal(Entry entry) {
        var name = Objects.requireNonNullElse(entry.text("name"), "");
        var which = goalsSeen.merge(key(name), 1, Integer::sum);
        var known = goals.getOrDefault(key(name), List.of());
        if (known.size() >= which) {
            refer(goalRefs, entry, known.get(which - 1));
            return;
        }
        var platform = platformRefs.get(entry.text("platform_ref"));
        refer(goalRefs, entry, newGoal(name, entry.fields(), platform));
    }

    /**
     * A chapter of the file.
     *
     * @throws Missing when it is not there and cannot be made
     */
    void chapter(Entry entry) {
        var goal = goalRefs.get(entry.text("goal_ref"));
        if (goal == null) {
            throw new Missing(Issue.Kind.STRATEGY_MISSING);
        }
        chapter(goal, entry.number("chapter_number"), entry.text("title"), entry.fields());
    }

    private static void refer(Map<String, UUID> refs, Entry entry, UUID id) {
        var ref = entry.text("ref_id");
        if (ref != null) {
            refs.put(ref, id);
        }
    }

    /**
     * Where a post of the file belongs.
     *
     * @throws Missing when that is not there and cannot be made
     */
    Place of(PostRow.Place wish) {
        var goal = goal(wish);
        if (goal == null || !wish.namesChapter()) {
            return new Place(goal, null);
        }
        var fields = new LinkedHashMap<String, @Nullable Object>();
        if (wish.chapterNumber() != null) {
            fields.put("chapter_number", wish.chapterNumber());
        }
        fields.put(
                "title",
                wish.chapter() != null ? wish.chapter() : "Chapter " + wish.chapterNumber());
        return new Place(goal, chapter(goal, wish.chapterNumber(), wish.chapter(), fields));
    }

    private @Nullable UUID goal(PostRow.Place wish) {
        var known = wish.goalRef() == null ? null : goalRefs.get(wish.goalRef());
        if (known != null) {
            return known;
        }
        if (wish.goal() != null) {
            return named(wish.goal(), wish.namesChapter());
        }
        if (target != null || !wish.namesChapter()) {
            return target;
        }
        return defaultGoal != null ? defaultGoal : named(NAME_OF_NONE, true);
    }

    private UUID named(String name, boolean withChapters) {
        var known = goals.get(key(name));
        if (known != null) {
            return known.getFirst();
        }
        return newGoal(
                name,
                Map.of("name", name, "strategy_type", withChapters ? "series" : "daily"),
                null);
    }

    private UUID newGoal(
            String name, Map<String, @Nullable Object> fields, @Nullable UUID platform) {
        var id = made(() -> stored.addGoal(fields, platform, rights.person()));
        addGoal(name, id);
        if (defaultGoal == null) {
            defaultGoal = id;
        }
        count(tally::goal);
        return id;
    }

    private UUID chapter(
            UUID goal,
            @Nullable Integer number,
            @Nullable String title,
            Map<String, @Nullable Object> fields) {
        var known =
                number != null
                        ? numbers.getOrDefault(goal, Map.of()).get(number)
                        : titles.getOrDefault(goal, Map.of()).get(key(String.valueOf(title)));
        if (known != null) {
            return known;
        }
        var next = numbers.getOrDefault(goal, Map.of()).keySet().stream().mapToInt(n -> n).max();
        var id = made(() -> stored.addChapter(goal, fields, rights.person()), true);
        addChapter(goal, number != null ? number : next.orElse(0) + 1, String.valueOf(title), id);
        count(tally::chapter);
        return id;
    }

    private void count(Runnable counting) {
        if (making != Making.RECALL) {
            counting.run();
        }
    }

    private interface Maker {
        UUID make();
    }

    private UUID made(Maker maker) {
        return made(maker, rights.strategies());
    }

    /** Chapters are for all who write; streams and strategies are not. */
    private UUID made(Maker maker, boolean allowed) {
        if (!allowed) {
            throw new Missing(Issue.Kind.STRATEGY_MISSING);
        }
        return switch (making) {
            case PREVIEW -> Ids.next();
            case RECALL -> throw new Missing(Issue.Kind.STRATEGY_REFUSED);
            case REAL -> {
                try {
                    yield maker.make();
                } catch (ProblemException _) {
                    throw new Missing(Issue.Kind.STRATEGY_REFUSED);
                }
            }
        };
    }
}
