package com.postmagiq.quality;

import java.util.Set;

/** What a post opens with. */
enum EntryPoint {
    QUESTION("a question"),
    QUOTATION("a quotation"),
    TIME("a time"),
    NUMBER("a number"),
    SELF("the author"),
    NAME("a name"),
    OTHER("something else");

    private static final Set<String> TIME_WORDS =
            Set.of(
                    "yesterday",
                    "today",
                    "last",
                    "once",
                    "when",
                    "then",
                    "years",
                    "weeks",
                    "days",
                    "months",
                    "earlier",
                    "recently",
                    "tonight",
                    "this");
    private static final Set<String> SELF_WORDS =
            Set.of("i", "i'm", "i'd", "i've", "my", "we", "our");

    private final String described;

    EntryPoint(String described) {
        this.described = described;
    }

    String described() {
        return described;
    }

    static EntryPoint of(Passage post) {
        if (post.sentences.isEmpty() || post.tokensOf(0).isEmpty()) {
            return OTHER;
        }
        var first = post.sentences.getFirst().text();
        var opening = Passage.of(first);
        if (first.endsWith("?")) {
            return QUESTION;
        }
        if ("\"\u201C\u2018".indexOf(first.charAt(0)) >= 0) {
            return QUOTATION;
        }
        var word = post.lower(0);
        if (TIME_WORDS.contains(word)
                || startsAt(
                        CalendarMentions.in(opening).stream()
                                .mapToInt(CalendarMention::start)
                                .min()
                                .orElse(-1))) {
            return TIME;
        }
        if (startsAt(Quantities.in(opening).stream().mapToInt(Quantity::start).min().orElse(-1))) {
            return NUMBER;
        }
        if (SELF_WORDS.contains(word)) {
            return SELF;
        }
        return startsAt(Names.in(opening).stream().mapToInt(NameMention::start).min().orElse(-1))
                ? NAME
                : OTHER;
    }

    /** Within the first words, so that "In 2019" and "At 7 am" count. */
    private static boolean startsAt(int position) {
        return position >= 0 && position <= 4;
    }
}
