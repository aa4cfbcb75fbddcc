package com.postmagiq.onboarding;

import com.postmagiq.kernel.web.GivenText;
import com.postmagiq.workflow.answer.JsonFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes a plan of what a model answered: JSON in prose or fences, with keys nobody asked for, too
 * much of everything, or words for what must be one of a few. Empty when there is no plan in it.
 */
final class PlanRepair {
    private static final int TITLE = 200;
    private static final int THEME = 300;
    private static final int LONG = 2000;

    private int posts;

    private PlanRepair() {}

    static Optional<Plan> plan(String answer, int postsPerWeek) {
        return JsonFinder.find(answer, List.of("chapters"))
                .map(found -> new PlanRepair().plan(found))
                .filter(plan -> plan.postCount() > 0)
                .map(plan -> PlanRules.applied(plan, postsPerWeek));
    }

    /** One chapter, for an answer that holds only that. */
    static Optional<Plan.Chapter> chapter(String answer) {
        return JsonFinder.find(answer, List.of("title", "posts"))
                .map(found -> new PlanRepair().chapter(found, 1))
                .filter(chapter -> !chapter.posts().isEmpty());
    }

    private Plan plan(JsonNode found) {
        var chapters = new ArrayList<Plan.Chapter>();
        for (var each : found.path("chapters")) {
            if (each.isObject() && chapters.size() < Plan.MOST_CHAPTERS) {
                var chapter = chapter(each, chapters.size() + 1);
                if (!chapter.posts().isEmpty()) {
                    chapters.add(chapter);
                }
            }
        }
        return new Plan(text(found, "signature_thesis", LONG), chapters);
    }

    private Plan.Chapter chapter(JsonNode found, int number) {
        var planned = new ArrayList<Plan.Post>();
        for (var each : found.path("posts")) {
            if (planned.size() < Plan.MOST_POSTS) {
                var topic =
                        each.isObject()
                                ? text(each, "topic", THEME)
                                : cut(each.asString(""), THEME);
                if (topic != null) {
                    planned.add(post(each, topic, planned.size() + 1));
                }
            }
        }
        var title = text(found, "title", TITLE);
        return new Plan.Chapter(
                number,
                title == null ? "Chapter " + number : title,
                text(found, "theme", THEME),
                text(found, "theme_description", LONG),
                null,
                null,
                planned);
    }

    private Plan.Post post(JsonNode found, String topic, int number) {
        var at = posts++;
        var shape = found.path("shape").asString("").strip().toUpperCase(Locale.ROOT);
        var cadence =
                found.path("cadence")
                        .asString("")
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[\\s-]+", "_");
        return new Plan.Post(
                number,
                topic,
                PlanRules.SHAPES.contains(shape)
                        ? shape
                        : PlanRules.SHAPES.get(at % PlanRules.SHAPES.size()),
                PlanRules.ALL_CADENCES.contains(cadence)
                        ? cadence
                        : PlanRules.CADENCES.get(at % PlanRules.CADENCES.size()),
                null);
    }

    private static @Nullable String text(JsonNode found, String field, int longest) {
        return cut(found.path(field).asString(""), longest);
    }

    private static @Nullable String cut(String text, int longest) {
        var kept = GivenText.of("plan", text.replace("\0", ""));
        return kept == null ? null : Words.cut(kept, longest);
    }
}
