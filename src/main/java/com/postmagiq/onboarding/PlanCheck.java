package com.postmagiq.onboarding;

import com.postmagiq.content.strategy.NewStrategy;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.GivenText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at a plan as a person sends it, and names everything that is wrong by its JSON pointer. */
final class PlanCheck {
    private static final int TITLE = 200;
    private static final int THEME = 300;
    private static final int LONG = 4000;
    private static final int THESIS = 2000;
    private static final int LAST_WEEK = 520;

    private final List<Map<String, String>> errors = new ArrayList<>();

    private PlanCheck() {}

    /**
     * The chapters of a plan as they are stored.
     *
     * @throws ProblemException {@code validation_failed} with all that is wrong
     */
    static List<NewStrategy.NewChapter> chapters(Plan plan) {
        var check = new PlanCheck();
        var chapters = check.all(plan);
        if (!check.errors.isEmpty()) {
            var first = check.errors.getFirst();
            throw new ProblemException(
                            GeneralProblem.VALIDATION_FAILED,
                            "The plan cannot be taken: %s %s."
                                    .formatted(first.get("field"), first.get("message")))
                    .with("errors", List.copyOf(check.errors));
        }
        return chapters;
    }

    private List<NewStrategy.NewChapter> all(Plan plan) {
        text("/plan/signature_thesis", plan.signatureThesis(), THESIS);
        between("/plan/chapters", plan.chapters().size(), 1, Plan.MOST_CHAPTERS, "chapters");
        var chapters = new ArrayList<NewStrategy.NewChapter>();
        for (var chapter : plan.chapters()) {
            chapters.add(chapter("/plan/chapters/" + chapters.size(), chapter));
        }
        return List.copyOf(chapters);
    }

    private NewStrategy.NewChapter chapter(String at, Plan.Chapter chapter) {
        between(at + "/posts", chapter.posts().size(), 0, Plan.MOST_POSTS, "posts");
        weeks(at, chapter.weeksStart(), chapter.weeksEnd());
        var posts = new ArrayList<NewStrategy.NewPost>();
        for (var post : chapter.posts()) {
            posts.add(post(at + "/posts/" + posts.size(), post));
        }
        return new NewStrategy.NewChapter(
                required(at + "/title", chapter.title(), TITLE),
                text(at + "/theme", chapter.theme(), THEME),
                text(at + "/theme_description", chapter.themeDescription(), LONG),
                chapter.weeksStart(),
                chapter.weeksEnd(),
                posts);
    }

    private NewStrategy.NewPost post(String at, Plan.Post post) {
        oneOf(at + "/shape", post.shape(), PlanRules.SHAPES);
        oneOf(at + "/cadence", post.cadence(), PlanRules.ALL_CADENCES);
        return new NewStrategy.NewPost(
                required(at + "/topic", post.topic(), THEME), post.shape(), post.cadence());
    }

    private void weeks(String at, @Nullable Integer start, @Nullable Integer end) {
        if (start == null && end == null) {
            return;
        }
        if (start == null || end == null || start < 1 || end < start || end > LAST_WEEK) {
            wrong(
                    at + "/weeks_end",
                    "must be a week from weeks_start to %d, or both are left out"
                            .formatted(LAST_WEEK));
        }
    }

    private String required(String at, @Nullable String given, int longest) {
        var text = text(at, given, longest);
        if (text == null) {
            wrong(at, "cannot be empty");
            return "";
        }
        return text;
    }

    private @Nullable String text(String at, @Nullable String given, int longest) {
        var text = GivenText.of(at, given);
        if (text != null && text.codePointCount(0, text.length()) > longest) {
            wrong(at, "is longer than %d characters".formatted(longest));
        }
        return text;
    }

    private void oneOf(String at, @Nullable String given, List<String> known) {
        if (given == null || !known.contains(given)) {
            wrong(at, "must be one of " + String.join(", ", known));
        }
    }

    private void between(String at, int count, int fewest, int most, String what) {
        if (count < fewest || count > most) {
            wrong(at, "must hold %d to %d %s".formatted(fewest, most, what));
        }
    }

    private void wrong(String at, String message) {
        errors.add(Map.of("field", at, "code", "invalid", "message", message));
    }
}
