package com.postmagiq.agents.offline;

import com.postmagiq.agents.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Judges whether a story has enough in it to become a post. */
final class Reviewer {
    private static final int BASE = 3;
    private static final int THIN = 80;
    private static final int NOTHING = 10;
    private static final int MOST_SENSES = 5;

    /** How people say that they have told what they have. */
    private static final Pattern GO_ON =
            Pattern.compile(
                    "\\b(proceed|skip|go on|go ahead|continue|move on|carry on|that's all|that is all|nothing more"
                            + "|(don't|do not|didn't|did not|haven't) (have|know|remember|recall)|no (more|further) (details?|answers?))\\b");

    private Reviewer() {}

    static String review(Task task) {
        var story = Story.of(task.sources());
        var found = Element.in(story);
        var missing = new ArrayList<Element>();
        for (var element : Element.values()) {
            if (!found.containsKey(element) && element != Element.AMPLIFICATION) {
                missing.add(element);
            }
        }
        var score = score(story, missing.size());
        var goOn = GO_ON.matcher(lastWords(task)).find();
        var enough = score >= task.proceedScore() || (goOn && !story.empty());
        var questions = goOn ? List.<String>of() : missing.stream().map(Element::ask).toList();

        var answer = new LinkedHashMap<String, Object>();
        answer.put("score", score);
        answer.put("decision", story.words() < NOTHING ? "halt" : enough ? "proceed" : "retry");
        answer.put("feedback", feedback(story, missing));
        var elements = new LinkedHashMap<String, Object>();
        for (var element : Element.values()) {
            var unit = found.get(element);
            elements.put(element.key(), unit == null ? null : unit.text());
        }
        answer.put("elements_found", elements);
        answer.put(
                "sensory_details",
                story.units().stream()
                        .filter(Unit::hasSense)
                        .map(Unit::text)
                        .limit(MOST_SENSES)
                        .toList());
        answer.put("missing", missing.stream().map(Element::key).toList());
        answer.put("questions", questions);
        return Json.write(answer);
    }

    private static int score(Story story, int missing) {
        var units = story.units();
        var score = BASE + Element.values().length - missing;
        score += units.stream().anyMatch(unit -> unit.hasNumber() || unit.hasName()) ? 1 : 0;
        score += units.stream().anyMatch(unit -> unit.hasQuote() || unit.hasSense()) ? 1 : 0;
        score -= story.words() < THIN ? 2 : 0;
        return story.words() < NOTHING ? 1 : Math.clamp(score, 1, 10);
    }

    private static String lastWords(Task task) {
        var said =
                task.humanFeedback().isEmpty() ? task.feedback() : task.humanFeedback().getLast();
        return said.replace('\u2019', '\'').toLowerCase(Locale.ROOT);
    }

    private static String feedback(Story story, List<Element> missing) {
        var lines = new ArrayList<String>();
        if (story.words() < THIN) {
            lines.add(
                    "The story has %d words; with %d or more there is something to choose from."
                            .formatted(story.words(), THIN));
        }
        missing.forEach(element -> lines.add("Not found: " + element.meaning() + "."));
        if (story.units().stream().noneMatch(unit -> unit.hasNumber() || unit.hasName())) {
            lines.add("A number or a name would make it concrete.");
        }
        return lines.isEmpty() ? "The story has all that is needed." : String.join(" ", lines);
    }
}
