package com.postmagiq.content.exchange;

import com.postmagiq.content.Columns;
import com.postmagiq.content.PostStatus;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.GivenText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads entries as posts: what cannot be meant is left out or refuses the row, and is told. */
final class PostRows {
    private static final int LONGEST_TOPIC = 300;
    private static final int LONGEST_GUIDANCE = 8000;
    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_URL = 2000;
    private static final int LONGEST_TAG = 40;
    private static final int MOST_TAGS = 20;
    private static final BigDecimal MOST_HOURS = new BigDecimal("999.9");

    static final Set<String> PLATFORMS =
            Set.of("linkedin", "threads", "medium", "x", "blog", "newsletter", "other");

    private static final Map<String, Set<String>> WORDS =
            Map.of(
                    "shape",
                    Set.of("full", "partial", "observation", "short", "reversal"),
                    "cadence",
                    Set.of("teaching", "field_note", "informational"),
                    "entry_point",
                    Set.of("flashback", "hot_take", "in_media_res", "constraint_first", "other"),
                    "priority",
                    Set.of("low", "medium", "high", "urgent"));

    private final GivenDates dates;
    private final Consumer<Issue> issues;

    PostRows(GivenDates dates, Consumer<Issue> issues) {
        this.dates = dates;
        this.issues = issues;
    }

    /** A row that cannot come in; its issue has been told. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused() {
            super(null, null, false, false);
        }
    }

    /**
     * The post an entry means; empty when it cannot come in.
     *
     * @param place of the entry in its file, from 0
     */
    Optional<PostRow> read(Entry entry, int place) {
        try {
            return Optional.of(post(entry, place));
        } catch (Refused _) {
            return Optional.empty();
        }
    }

    private PostRow post(Entry entry, int place) {
        var columns = new LinkedHashMap<String, @Nullable Object>();
        put(entry, columns, "topic", cut(entry, "topic", LONGEST_TOPIC));
        for (var field : List.of("shape", "cadence", "entry_point", "priority")) {
            put(entry, columns, field, word(entry, field));
        }
        put(entry, columns, "guidance", cut(entry, "guidance", LONGEST_GUIDANCE));
        put(entry, columns, "story_used", text(entry, "story_used"));
        put(entry, columns, "due_date", told(entry, "due_date", dates::day));
        var scheduled = told(entry, "scheduled_at", dates::moment);
        put(entry, columns, "scheduled_at", scheduled == null ? null : Columns.at(scheduled));
        put(entry, columns, "estimated_hours", hours(entry, "estimated_hours"));
        put(entry, columns, "actual_hours", hours(entry, "actual_hours"));
        put(entry, columns, "external_ref", cut(entry, "external_ref", LONGEST_NAME));
        var content = text(entry, "content");
        if (columns.get("topic") == null && content == null && !entry.has("ref_id")) {
            throw refused(entry, null, Issue.Kind.NOTHING_TO_IMPORT);
        }
        return new PostRow(
                entry.row(),
                Objects.requireNonNullElse(entry.text("ref_id"), "entry " + place),
                id(entry),
                whole(entry, "post_number"),
                place(entry),
                columns,
                status(entry, "status"),
                status(entry, "previous_status"),
                entry.has("assignee")
                        ? Objects.requireNonNullElse(entry.text("assignee"), "")
                        : null,
                entry.has("tags") ? tags(entry) : null,
                content,
                published(entry));
    }

    private static void put(
            Entry entry,
            Map<String, @Nullable Object> columns,
            String field,
            @Nullable Object value) {
        if (entry.has(field)) {
            columns.put(field, value);
        }
    }

    /** A chapter cell of a table is a number or a title. */
    private PostRow.Place place(Entry entry) {
        var chapter = cut(entry, "chapter", LONGEST_NAME);
        var number = whole(entry, "chapter_number");
        var isNumber = number == null && chapter != null && chapter.matches("\\d{1,4}");
        return new PostRow.Place(
                entry.text("goal_ref"),
                cut(entry, "goal", 120),
                isNumber ? entry.number("chapter") : number,
                isNumber ? null : chapter);
    }

    private static @Nullable UUID id(Entry entry) {
        var text = entry.has("ref_id") ? entry.text("ref_id") : entry.text("id");
        try {
            return text == null || text.length() != 36 ? null : UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private @Nullable PostStatus status(Entry entry, String field) {
        var given = entry.text(field);
        if (given == null) {
            return null;
        }
        var name =
                given.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\s_-]", "")
                        .strip()
                        .replaceAll("[\\s-]+", "_");
        try {
            return PostStatus.of(name);
        } catch (ProblemException _) {
            tell(entry, field, Issue.Kind.UNKNOWN_STATUS);
            return PostStatus.NOT_STARTED;
        }
    }

    private PostRow.@Nullable Published published(Entry entry) {
        var at = told(entry, "published_at", dates::moment);
        var url = address(entry, "published_url");
        var given = entry.text("platform");
        var platform = given == null ? null : given.toLowerCase(Locale.ROOT);
        if (platform != null && !PLATFORMS.contains(platform)) {
            tell(entry, "platform", Issue.Kind.UNKNOWN_VALUE);
            platform = null;
        }
        // This product's own files list publications by themselves.
        var published = status(entry) == PostStatus.PUBLISHED && !entry.has("ref_id");
        return at == null && url == null && !published
                ? null
                : new PostRow.Published(platform, url, at);
    }

    private static @Nullable PostStatus status(Entry entry) {
        var text = entry.text("status");
        return "published".equalsIgnoreCase(text) || "live".equalsIgnoreCase(text)
                ? PostStatus.PUBLISHED
                : null;
    }

    /** An address of the web; null when there is none. */
    @Nullable String address(Entry entry, String field) {
        var text = entry.text(field);
        if (text == null) {
            return null;
        }
        try {
            var url = URI.create(text);
            var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (Set.of("http", "https").contains(scheme)
                    && url.getHost() != null
                    && text.length() <= LONGEST_URL) {
                return text;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        tell(entry, field, Issue.Kind.INVALID_URL);
        return null;
    }

    /** A moment; null when there is none. */
    @Nullable Instant moment(Entry entry, String field) {
        return told(entry, field, dates::moment);
    }

    private interface Reader<T> {
        Optional<T> read(String text);
    }

    private <T> @Nullable T told(Entry entry, String field, Reader<T> reader) {
        var text = entry.text(field);
        if (text == null) {
            return null;
        }
        var read = reader.read(text);
        if (read.isEmpty()) {
            tell(entry, field, Issue.Kind.INVALID_DATE);
        }
        return read.orElse(null);
    }

    private @Nullable Integer whole(Entry entry, String field) {
        var number = entry.number(field);
        if ((number == null || number == 0) && entry.text(field) != null) {
            tell(entry, field, Issue.Kind.INVALID_NUMBER);
            return null;
        }
        return number;
    }

    private @Nullable BigDecimal hours(Entry entry, String field) {
        var text = entry.text(field);
        if (text == null) {
            return null;
        }
        if (text.matches("\\d{1,3}([.,]\\d{1,6})?")) {
            var hours = new BigDecimal(text.replace(',', '.')).setScale(1, RoundingMode.HALF_UP);
            if (hours.compareTo(MOST_HOURS) <= 0) {
                return hours;
            }
        }
        tell(entry, field, Issue.Kind.INVALID_NUMBER);
        return null;
    }

    private @Nullable String word(Entry entry, String field) {
        var given = entry.text(field);
        if (given == null) {
            return null;
        }
        var word = given.toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
        if (!Objects.requireNonNull(WORDS.get(field)).contains(word)) {
            tell(entry, field, Issue.Kind.UNKNOWN_VALUE);
            return null;
        }
        return field.equals("shape") ? word.toUpperCase(Locale.ROOT) : word;
    }

    private List<String> tags(Entry entry) {
        var tags =
                entry.list("tags").stream()
                        .map(tag -> stored(entry, "tags", tag))
                        .filter(Objects::nonNull)
                        .map(tag -> tag.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList();
        var fitting =
                tags.stream().filter(tag -> tag.length() <= LONGEST_TAG).limit(MOST_TAGS).toList();
        if (fitting.size() < tags.size()) {
            tell(entry, "tags", Issue.Kind.TRUNCATED);
        }
        return fitting;
    }

    @Nullable String cut(Entry entry, String field, int longest) {
        var text = stored(entry, field, entry.text(field));
        if (text == null || text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        tell(entry, field, Issue.Kind.TRUNCATED);
        return text.substring(0, text.offsetByCodePoints(0, longest)).strip();
    }

    /** The text of a version; empty when there is none that can come in, which has been told. */
    Optional<String> content(Entry entry) {
        try {
            return Optional.ofNullable(text(entry, "content"));
        } catch (Refused _) {
            return Optional.empty();
        }
    }

    /** A long text, which is never cut. */
    private @Nullable String text(Entry entry, String field) {
        var text = stored(entry, field, entry.text(field));
        if (text != null && text.length() > LONGEST_TEXT) {
            throw refused(entry, field, Issue.Kind.TOO_LONG);
        }
        return text;
    }

    private @Nullable String stored(Entry entry, String field, @Nullable String given) {
        try {
            return GivenText.of(field, given);
        } catch (ProblemException _) {
            throw refused(entry, field, Issue.Kind.INVALID_TEXT);
        }
    }

    private Refused refused(Entry entry, @Nullable String field, Issue.Kind kind) {
        tell(entry, field, kind);
        return new Refused();
    }

    private void tell(Entry entry, @Nullable String field, Issue.Kind kind) {
        issues.accept(kind.at(entry.row(), field));
    }
}
