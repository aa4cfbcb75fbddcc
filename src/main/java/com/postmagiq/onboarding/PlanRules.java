package com.postmagiq.onboarding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * What every proposed plan keeps to: numbers from 1, the weeks its posts fall in, at most half of
 * the posts whole arcs, no two reversals before there is something to reverse.
 */
final class PlanRules {
    static final List<String> SHAPES =
            List.of("FULL", "OBSERVATION", "SHORT", "PARTIAL", "REVERSAL");
    static final List<String> CADENCES = List.of("teaching", "field_note");
    static final List<String> ALL_CADENCES = List.of("teaching", "field_note", "informational");

    private static final String FULL = "FULL";
    private static final String REVERSAL = "REVERSAL";
    private static final List<String> INSTEAD = List.of("OBSERVATION", "SHORT", "PARTIAL");

    private final int mostFull;
    private final HashSet<String> topics = new HashSet<>();
    private int full;
    private int reversals;
    private int replaced;

    private PlanRules(int posts) {
        this.mostFull = posts / 2;
    }

    /** The same plan within the rules. */
    static Plan applied(Plan plan, int postsPerWeek) {
        return new PlanRules(plan.postCount()).apply(plan, postsPerWeek);
    }

    private Plan apply(Plan plan, int postsPerWeek) {
        var chapters = new ArrayList<Plan.Chapter>();
        var before = 0;
        for (var chapter : plan.chapters()) {
            var number = chapters.size() + 1;
            var posts = new ArrayList<Plan.Post>();
            for (var post : chapter.posts()) {
                posts.add(settled(post, posts.size() + 1, number == 1));
            }
            var last = before + Math.max(posts.size(), 1) - 1;
            chapters.add(
                    chapter.numbered(number, List.copyOf(posts))
                            .inWeeks(before / postsPerWeek + 1, last / postsPerWeek + 1));
            before += posts.size();
        }
        return new Plan(plan.signatureThesis(), List.copyOf(chapters));
    }

    private Plan.Post settled(Plan.Post post, int number, boolean first) {
        var again = !topics.add(post.topic().toLowerCase(Locale.ROOT));
        return new Plan.Post(
                number,
                post.topic(),
                shape(post.shape(), first),
                post.cadence(),
                again ? true : null);
    }

    private String shape(String wanted, boolean first) {
        var tooMany =
                switch (wanted) {
                    case FULL -> ++full > mostFull;
                    case REVERSAL -> first && ++reversals > 1;
                    default -> false;
                };
        if (tooMany) {
            return INSTEAD.get(replaced++ % INSTEAD.size());
        }
        return wanted;
    }
}
