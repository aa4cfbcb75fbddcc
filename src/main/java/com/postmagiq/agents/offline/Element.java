package com.postmagiq.agents.offline;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The five things a story may hold, each known by the words that give it away. */
enum Element {
    FAILURE(
            "what broke",
            "broke|broken|fail\\w*|lost|lose|burn\\w*|crash\\w*|down|wrong|outage|error\\w*|mistake\\w*|missed"
                    + "|forgot|deleted|ruined|stuck|refus\\w*|insufficient|small success|objected|oppos\\w*"
                    + "|fires?|flames|accidents?|leak\\w*|late|fired|quit|damage\\w*|hurt|dead|died|flood\\w*"
                    + "|dirt\\w*|dust|broke down|fell|never worked|did not|didn't|could not|couldn't"),
    MISUNDERSTANDING(
            "what was wrongly believed",
            "thought|assum\\w*|expect\\w*|suppos\\w*|believ\\w*|turned out|figured|doubt\\w*|convinced|sure"
                    + "|seemed|misunder\\w*|considered|not well understood|guess\\w*|extravagant|impossible"),
    AMPLIFICATION(
            "how AI made it worse",
            "ai|gpt\\S*|chatgpt|claude|copilot|gemini|llm\\w*|cursor|model|models|prompt\\w*|assistant|agent"
                    + "|agents|chatbot\\w*|machine learning"),
    FIX(
            "what helped",
            "fix\\w*|solv\\w*|start\\w* to|decid\\w*|rule|agree\\w*|wrote|built|chang\\w*|switch\\w*"
                    + "|repaired|replaced|added|set up|propos\\w*|means|found|form'?e?d|plan|establish\\w*|undertake"
                    + "|we now|carried|meet once|enabled|obtain\\S*"),
    SCAR(
            "what stayed",
            "now i|now we|now,|never again|learn\\w*|since then|since these|ever since|still|to this day"
                    + "|from then|these days|i do not|i don't|every time|remember|has never|have often|always"
                    + "|both ways|soon exceeded|delighted|until today");

    private final String question;
    private final String cuePattern;

    private static final Map<Element, Pattern> COMPILED = compiled();

    Element(String question, String cues) {
        this.question = question;
        this.cuePattern = "(?<![\\p{L}])(" + cues + ")(?![\\p{L}])";
    }

    private static Map<Element, Pattern> compiled() {
        var patterns = new EnumMap<Element, Pattern>(Element.class);
        for (var element : values()) {
            patterns.put(element, Pattern.compile(element.cuePattern));
        }
        return patterns;
    }

    /** As it is called in structured answers. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it stands in headings. */
    String label() {
        return name().charAt(0) + key().substring(1);
    }

    /** What it is, in half a sentence. */
    String meaning() {
        return question;
    }

    /** What is asked when it is missing. */
    String ask() {
        return "Your story does not say " + question + ". Can you tell that in a sentence or two?";
    }

    /** The unit that shows each element best; an element nothing shows is absent. */
    static Map<Element, Unit> in(Story story) {
        var found = new EnumMap<Element, Unit>(Element.class);
        for (var element : values()) {
            story.units().stream()
                    .filter(unit -> element.cues(unit) > 0)
                    .max(
                            Comparator.comparingDouble((Unit unit) -> element.strength(unit, story))
                                    .thenComparing(Unit::index, Comparator.reverseOrder()))
                    .ifPresent(unit -> found.put(element, unit));
        }
        return found;
    }

    /** How many words of the sentence speak of this. */
    long cues(Unit unit) {
        return Objects.requireNonNull(COMPILED.get(this)).matcher(unit.lower()).results().count();
    }

    private double strength(Unit unit, Story story) {
        var strength = (double) cues(unit);
        var words = unit.words();
        strength += words >= 6 && words <= 40 ? 1 : 0;
        strength -= unit.pointers() * 0.25 + (unit.leans() ? 0.5 : 0);
        var position = (double) unit.index() / Math.max(1, story.units().size() - 1);
        return strength
                + switch (this) {
                    case FAILURE, MISUNDERSTANDING -> 0.75 * (1 - position);
                    case FIX -> 0.75 * position;
                    case AMPLIFICATION -> 0;
                    case SCAR -> 1.5 * position;
                };
    }
}
