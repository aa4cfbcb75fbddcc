package com.postmagiq.onboarding;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a talk is to find out. Values are texts, whole numbers and lists of texts, by name; nothing
 * else is kept of what a model or a person sends.
 */
final class Checklist {
    private static final int LONGEST = 1000;
    private static final int LONGEST_ITEM = 200;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    private static final Pattern BETWEEN = Pattern.compile("[,;\\n]");

    /** What can be known. */
    enum Item {
        POSITIONING(Kind.TEXT, 500),
        TARGET_AUDIENCE(Kind.TEXT, LONGEST),
        CONTENT_STYLE("narrative teaching informational mixed"),
        POSTS_PER_WEEK(Kind.NUMBER, 14),
        SIGNATURE_THESIS(Kind.TEXT, LONGEST),
        INTELLECTUAL_ENEMIES(Kind.LIST, 5),
        CHAPTER_THEMES(Kind.LIST, 8),
        SERIES_LENGTH_WEEKS(Kind.NUMBER, 52),
        VOICE_CONSTRAINTS(Kind.TEXT, LONGEST),
        STRATEGY_TYPE("series daily campaign"),
        TARGET_ROLES(Kind.LIST, 10),
        POST_LENGTH(Kind.TEXT, LONGEST_ITEM),
        PLATFORMS(Kind.LIST, 7),
        EXAMPLES(Kind.LIST, 10);

        private final Kind kind;
        private final int most;
        private final String choices;

        Item(Kind kind, int most) {
            this.kind = kind;
            this.most = most;
            this.choices = "";
        }

        /** One of a few words, with blanks between them. */
        Item(String choices) {
            this.kind = Kind.CHOICE;
            this.most = 1;
            this.choices = choices;
        }

        private Stream<String> choices() {
            return Arrays.stream(choices.split(" "));
        }

        /** As it stands in JSON. */
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private enum Kind {
        TEXT,
        NUMBER,
        LIST,
        CHOICE
    }

    /** Without these there is no plan unless the person wants one all the same. */
    static final List<Item> NEEDED =
            List.of(
                    Item.POSITIONING,
                    Item.TARGET_AUDIENCE,
                    Item.CONTENT_STYLE,
                    Item.POSTS_PER_WEEK);

    private Checklist() {}

    static List<String> missing(Map<String, Object> known) {
        return NEEDED.stream().map(Item::code).filter(code -> !known.containsKey(code)).toList();
    }

    /** What is known after a model's answer; what the person said themselves stays. */
    static Map<String, Object> merged(
            Map<String, Object> known, List<String> edited, Map<String, ?> found) {
        var result = new LinkedHashMap<>(known);
        for (var item : Item.values()) {
            if (!edited.contains(item.code())) {
                value(item, found.get(item.code()))
                        .ifPresent(value -> result.put(item.code(), value));
            }
        }
        return result;
    }

    /**
     * What is known after the person's correction; null takes a value away.
     *
     * @throws ProblemException {@code unknown_field}, {@code validation_failed}
     */
    static Map<String, Object> edited(Map<String, Object> known, Map<String, ?> wish) {
        var result = new LinkedHashMap<>(known);
        wish.forEach(
                (code, value) -> {
                    var item =
                            Arrays.stream(Item.values())
                                    .filter(each -> each.code().equals(code))
                                    .findFirst()
                                    .orElseThrow(
                                            () ->
                                                    ProblemException.ofField(
                                                            GeneralProblem.UNKNOWN_FIELD,
                                                            "extracted." + code,
                                                            "is not known here"));
                    if (value == null) {
                        result.remove(code);
                    } else {
                        result.put(
                                code,
                                value(item, value)
                                        .orElseThrow(
                                                () ->
                                                        ProblemException.ofField(
                                                                GeneralProblem.VALIDATION_FAILED,
                                                                "extracted." + code,
                                                                "has a value of the wrong form")));
                    }
                });
        return result;
    }

    /** The value an answer in words holds; empty when none can be read from it. */
    static Optional<Object> said(Item item, String words) {
        return switch (item.kind) {
            case TEXT -> value(item, words);
            case NUMBER -> {
                var number = NUMBER.matcher(words);
                yield number.find()
                        ? value(item, Integer.parseInt(number.group()))
                        : Optional.empty();
            }
            case LIST -> value(item, BETWEEN.splitAsStream(words).toList());
            case CHOICE ->
                    item.choices()
                            .filter(words.toLowerCase(Locale.ROOT)::contains)
                            .findFirst()
                            .map(choice -> choice);
        };
    }

    private static Optional<Object> value(Item item, @Nullable Object given) {
        return switch (item.kind) {
            case TEXT -> text(given, item.most);
            case NUMBER ->
                    given instanceof Number number
                                    && number.intValue() >= 1
                                    && number.intValue() <= item.most
                            ? Optional.of(number.intValue())
                            : Optional.empty();
            case CHOICE ->
                    given instanceof String choice && item.choices().anyMatch(choice::equals)
                            ? Optional.of(choice)
                            : Optional.empty();
            case LIST -> {
                var texts = new ArrayList<Object>();
                if (given instanceof Iterable<?> list) {
                    for (var each : list) {
                        text(each, LONGEST_ITEM).ifPresent(texts::add);
                    }
                }
                yield texts.isEmpty()
                        ? Optional.empty()
                        : Optional.of(texts.stream().limit(item.most).toList());
            }
        };
    }

    private static Optional<Object> text(@Nullable Object given, int longest) {
        return Stream.ofNullable(given)
                .filter(String.class::isInstance)
                .map(each -> ((String) each).replace("\0", "").strip())
                .filter(each -> !each.isEmpty())
                .map(each -> (Object) Words.cut(each, longest))
                .findFirst();
    }
}
