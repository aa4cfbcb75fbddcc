package com.postmagiq.quality;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything the sources state that a post may repeat, read once. Nothing changes after that, so
 * any number of texts may be checked against it at the same time.
 */
final class SourceFacts {

    private static final int LONGEST_ACRONYM = 6;
    private static final int PREFIX = 5;

    private static final int NAME_REACH = 3;
    private static final int SHORT_FORM = 3;

    /** What may follow the common beginning of a place, its people, and their language. */
    private static final Set<String> NAME_ENDINGS =
            Set.of(
                    "", "a", "al", "an", "ans", "ch", "e", "ean", "eans", "er", "ers", "ese", "i",
                    "ia", "ial", "ian", "ians", "ic", "ies", "ine", "is", "ish", "ism", "ist",
                    "ists", "istan", "ite", "land", "n", "ns", "o", "os", "s", "shire", "y");

    private static final Map<String, String> LINKS = WordLists.groups("name-links");
    private static final Set<String> SMALL = Set.of("of", "the", "and", "for", "in", "on", "de");

    final List<Passage> passages;
    final List<WordSequence> sequences;
    private final KnownAmounts amounts = new KnownAmounts();
    private final KnownDates dates = new KnownDates();
    private final Set<String> addresses = new HashSet<>();
    private final Set<String> words = new HashSet<>();
    private final Set<String> stems = new HashSet<>();
    private final Set<String> prefixes = new HashSet<>();
    private final Map<String, Set<String>> namesByPrefix = new HashMap<>();
    private final Set<String> capitalised = new HashSet<>();
    private final Set<String> namePairs = new HashSet<>();
    private final Set<String> initials = new HashSet<>();
    private final Set<String> acronyms = new HashSet<>();
    private final Set<String> linked = new HashSet<>();
    private final Set<String> spellings = new HashSet<>();
    private final Set<String> handles = new HashSet<>();
    private volatile @Nullable SupportIndex support;

    SourceFacts(List<Source> sources) {
        passages = sources.stream().map(source -> Passage.of(source.text())).toList();
        sequences = passages.stream().map(passage -> WordSequence.of(passage.tokens)).toList();
        passages.forEach(this::read);
    }

    /** The words by sentence; made when first asked for, the same whoever makes it. */
    SupportIndex support() {
        var made = support;
        if (made == null) {
            made = new SupportIndex(this);
            support = made;
        }
        return made;
    }

    boolean none() {
        return passages.stream().allMatch(passage -> passage.tokens.isEmpty());
    }

    private void read(Passage passage) {
        readCalendarAndAmounts(passage);
        for (var link : Links.find(passage.text)) {
            addresses.add(Links.normal(passage.text.substring(link.start(), link.end())));
        }
        for (var t = 0; t < passage.tokens.size(); t++) {
            readWord(passage, t);
        }
        readAcronyms(passage);
    }

    /** A number inside a date or a clock time is no amount: 9:30 pm does not state 30 hours. */
    private void readCalendarAndAmounts(Passage passage) {
        var mentions = CalendarMentions.in(passage);
        mentions.forEach(dates::add);
        var next = 0;
        for (var amount : Quantities.in(passage)) {
            while (next < mentions.size() && mentions.get(next).end() <= amount.start()) {
                next++;
            }
            if (next == mentions.size() || mentions.get(next).start() >= amount.end()) {
                amounts.add(amount);
            }
        }
    }

    private void readWord(Passage passage, int t) {
        var token = passage.tokens.get(t);
        var base = token.base();
        words.add(token.lower());
        spellings.add(token.text());
        spellings.add(token.text().replace(".", ""));
        words.add(base);
        words.add(base.replace(".", ""));
        stems.add(passage.stem(t));
        if (!base.equals(token.lower())) {
            stems.add(Stems.stem(base));
        }
        if (base.length() > PREFIX) {
            prefixes.add(base.substring(0, PREFIX));
        }
        if (token.capitalised()) {
            capitalised.add(base);
            if (base.length() >= PREFIX) {
                namesByPrefix
                        .computeIfAbsent(base.substring(0, PREFIX), _ -> new HashSet<>())
                        .add(base);
            }
            initials.add(base.substring(0, 1));
            for (var n = Math.max(0, t - NAME_REACH); n < t; n++) {
                var first = passage.tokens.get(n).base();
                namePairs.add(first + " " + base);
                if (first.length() > SHORT_FORM && passage.tokens.get(n).capitalised()) {
                    namePairs.add(first.substring(0, SHORT_FORM) + "~ " + base);
                }
            }
        }
        var group = LINKS.get(base);
        if (group != null && token.capitalised()) {
            linked.add(group);
        }
        var pair = LINKS.get(passage.lower(t - 1) + " " + base);
        if (pair != null) {
            linked.add(pair);
        }
        if (token.start() > 0 && passage.text.charAt(token.start() - 1) == '@') {
            handles.add(token.lower());
        }
    }

    /**
     * Whether two parts of a name stand close to each other in a source; the first may be a longer
     * or shorter form, such as Mitch and Mitchell.
     */
    boolean holdsTogether(String first, String last) {
        var given = first.toLowerCase(Locale.ROOT);
        var family = " " + last.toLowerCase(Locale.ROOT);
        return namePairs.contains(given + family)
                || (given.length() > SHORT_FORM
                        && namePairs.contains(given.substring(0, SHORT_FORM) + "~" + family));
    }

    /** Initials of every run of capitalised words: Academy of Ancient Music gives AAM and AOAM. */
    private void readAcronyms(Passage passage) {
        for (var t = 0; t < passage.tokens.size(); t++) {
            if (!passage.tokens.get(t).capitalised()) {
                continue;
            }
            var big = new StringBuilder();
            var all = new StringBuilder();
            for (var n = t; n < passage.tokens.size() && big.length() < LONGEST_ACRONYM; n++) {
                var token = passage.tokens.get(n);
                if (n > t && !passage.adjacent(n - 1, n)) {
                    break;
                }
                if (token.capitalised()) {
                    big.append(token.lower().charAt(0));
                    all.append(token.lower().charAt(0));
                    acronyms.add(big.toString());
                    acronyms.add(all.toString());
                } else if (SMALL.contains(token.lower())) {
                    all.append(token.lower().charAt(0));
                } else {
                    break;
                }
            }
        }
    }

    boolean states(Quantity amount) {
        return amounts.hold(amount);
    }

    boolean states(CalendarMention mention) {
        return dates.hold(mention) || yearAsNumber(mention);
    }

    /** A year may stand in the source as a plain number. */
    private boolean yearAsNumber(CalendarMention mention) {
        return mention.year() != null
                && mention.month() == null
                && amounts.holdValue(mention.year());
    }

    boolean holdsAddress(String address) {
        return addresses.contains(Links.normal(address));
    }

    boolean holdsHandle(String lower) {
        return handles.contains(lower) || words.contains(lower);
    }

    /** Whether a part of a name occurs: as written, as another form of it, or by its people. */
    boolean knowsPart(String part) {
        var lower = part.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        var plain = lower.replace(".", "");
        if (isShortAcronym(part)
                ? spellings.contains(part.replace(".", ""))
                : words.contains(lower) || words.contains(plain)) {
            return true;
        }
        var group = LINKS.get(lower);
        if (group != null && linked.contains(group)) {
            return true;
        }
        if (acronyms.contains(plain) && part.length() > 1) {
            return true;
        }
        if (part.length() == 1) {
            return initials.contains(lower);
        }
        if (isShortAcronym(part)) {
            return false;
        }
        return stems.contains(Stems.stem(lower)) || (lower.length() > PREFIX && hasPeopleOf(lower));
    }

    /** "Sudanese" and "Sudan" are of one place; "Bieniewski" and "Bieniewicz" are two people. */
    private boolean hasPeopleOf(String lower) {
        for (var name : namesByPrefix.getOrDefault(lower.substring(0, PREFIX), Set.of())) {
            var shared = PREFIX;
            while (shared < Math.min(name.length(), lower.length())
                    && name.charAt(shared) == lower.charAt(shared)) {
                shared++;
            }
            if (NAME_ENDINGS.contains(name.substring(shared))
                    && NAME_ENDINGS.contains(lower.substring(shared))) {
                return true;
            }
        }
        return false;
    }

    /** "US" must not be taken for "us". */
    private static boolean isShortAcronym(String part) {
        var letters = part.replace(".", "");
        return letters.length() >= 2
                && letters.length() <= 3
                && letters.equals(letters.toUpperCase(Locale.ROOT));
    }

    /** Whether the sources write this part with a capital. */
    boolean namesPart(String part) {
        var lower = part.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        return capitalised.contains(lower) || LINKS.containsKey(lower);
    }

    /** Whether the sources use the acronym of these words. */
    boolean knowsAcronymOf(List<String> parts) {
        if (parts.size() < 2) {
            return false;
        }
        var initials = new StringBuilder();
        for (var part : parts) {
            initials.append(Character.toLowerCase(part.charAt(0)));
        }
        return words.contains(initials.toString());
    }

    /** Whether the sources hold exactly this spelling. */
    boolean writes(String text) {
        return spellings.contains(text);
    }

    boolean hasStem(String stem) {
        return stems.contains(stem);
    }

    boolean hasPrefixOf(String lower) {
        return lower.length() > PREFIX && prefixes.contains(lower.substring(0, PREFIX));
    }
}
