package com.postmagiq.agents.offline;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Word lists and the few things rules can tell about an English word. All in lower case. */
final class Lexicon {
    /** Words that only join a sentence to the one before it; it stands without them. */
    static final Set<String> CONNECTIVES =
            Set.of("and", "but", "so", "or", "anyway", "well", "also", "yet", "plus");

    /** Words that join two main clauses behind a comma. */
    static final Set<String> JOINING = Set.of("and", "but", "so", "yet", "for");

    /** Words whose meaning stands in an earlier sentence. */
    static final Set<String> POINTING =
            words(
                    """
                    he she it they him her them his their its hers theirs this that these those such
                    another both neither either then thus
                    """);

    static final Set<String> PERSONS = words("he she him her his hers");

    /** Words that begin a sentence which cannot be understood without the one before it. */
    static final Set<String> LEANING =
            words(
                    """
                    he she it they his her their its him them this that these those such both
                    neither another thus therefore then hence instead
                    """);

    static final Set<String> PRONOUN_SUBJECTS =
            words("i we he she they it you this that these those there everyone nobody someone");

    static final Set<String> DETERMINERS =
            words(
                    """
                    the a an my our his her their its your this these those some many all every each
                    no one two three most several both another few
                    """);

    /** Words that open a clause inside another one; the verb that follows belongs to it. */
    static final Set<String> SUBORDINATING =
            words(
                    """
                    that which who whom whose as when where while because since if till until
                    before after than whether tho' though although what how why unless wherein
                    """);

    /** Those of them that may as well stand before a mere noun. */
    static final Set<String> ALSO_PREPOSITIONS = words("as since till until before after than");

    /** Words that lean on the sentence before from a little further inside. */
    static final Set<String> LEANING_EARLY =
            words("afterwards afterward accordingly therefore then likewise contrary too");

    /** Verbs after which a "that" reports what somebody else says or thinks. */
    static final Pattern REPORTING =
            Pattern.compile(
                    "\\b(say|said|says|objected|thought|think|believed|claimed|doubted|doubt|told|tell"
                            + "|assumed|hoped|feared|argued|insisted|suppos\\w+|explained|swore|asked"
                            + "|wondered|figured|suggested|expected|decided|agreed|considered)\\b");

    /** Verb forms that can carry a sentence; regular ones are recognised by their ending. */
    private static final Set<String> FINITE =
            words(
                    """
                    am is are was were has have had do does did can could will would shall should may
                    might must went came took got made gave said told saw thought knew wrote sent began
                    became left kept felt lost broke put ran brought bought built found met paid read
                    held heard led meant sat stood spent taught understood won wore drew drove ate fell
                    flew forgot grew hid hit hurt let rose sang sank shook shot shut slept spoke stole
                    stuck struck swore threw woke cut cost burst chose caught dealt fought hung laid
                    lay rang sold showed takes makes goes gets needs wants says knows thinks keeps works
                    runs stays means looks feels seems turns think know need want keep
                    work use run stay remember question believe love hate wish hope see hear trust
                    flourishes subsists starts ends breaks fails helps
                    """);

    private static final Set<String> NOT_FINITE_AFTER =
            words(
                    """
                    be being been to having get getting by of with have has had was were is are am did
                    do does could would can will shall should may might must not never
                    """);

    private static final Set<String> NOT_PAST =
            words("need indeed hundred speed feed seed red bed");

    static final Set<String> STOP_WORDS =
            words(
                    """
                    a an the and but or so for yet nor of to in on at by with from into upon about over
                    under after before as if than then that this these those there here it its he him
                    his she her they them their we us our i me my you your who whom whose which what
                    when where why how is am are was were be been being has have had do does did not no
                    can could will would shall should may might must more most much many some any all
                    each every such same only own too very just also now up down out off again once one
                    """);

    static final Set<String> SENSORY =
            words(
                    """
                    smell smelled smoke smoked cold hot warm dark bright loud quiet silent silence noise
                    screamed shouted whispered red blue green black white blood sweat wet dry dust dirt
                    mud leather bitter sweet burning flames flame screen screens phone door doors window
                    rain snow wind windy coffee hands feet eyes face voice bells bell alarm beeping glass
                    """);

    private static final Pattern PAST = Pattern.compile("\\p{L}{3,}(ed|'d)");
    private static final Pattern WORD_END = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");

    private Lexicon() {}

    /** The word without punctuation around it, in lower case, with plain apostrophes. */
    static String bare(String word) {
        return WORD_END.matcher(word.replace('\u2019', '\'').toLowerCase(Locale.ROOT))
                .replaceAll("");
    }

    /** Whether the word, behind the one before it, can be the verb of a main clause. */
    static boolean finite(String word, String before) {
        if (NOT_FINITE_AFTER.contains(before)) {
            return false;
        }
        return FINITE.contains(word) || (PAST.matcher(word).matches() && !NOT_PAST.contains(word));
    }

    private static Set<String> words(String list) {
        return Set.of(list.strip().split("\\s+"));
    }
}
