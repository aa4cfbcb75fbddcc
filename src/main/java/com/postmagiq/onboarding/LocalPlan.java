package com.postmagiq.onboarding;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.stereotype.Component;

/**
 * Plans and questions without a model: always the same for the same answers, with titles, themes
 * and topics from the product's own sentences.
 */
@Component
class LocalPlan {
    private static final int CHAPTERS = 4;
    private static final int POSTS = 4;
    private static final int SUBJECT = 80;

    private final ResourceBundle sentences =
            ResourceBundle.getBundle("onboarding.sentences", Locale.ENGLISH);

    /**
     * Four chapters of four posts.
     *
     * @param subject what the author is known for
     * @param style a content style
     */
    Plan plan(String subject, String audience, String style, int postsPerWeek) {
        var about = Words.cut(subject, SUBJECT);
        var chapters = new ArrayList<Plan.Chapter>();
        for (var number = 1; number <= CHAPTERS; number++) {
            chapters.add(
                    new Plan.Chapter(
                            number,
                            text("chapter.%s.%d.title".formatted(style, number)),
                            text("chapter.%s.%d.theme".formatted(style, number)),
                            text(
                                    "chapter.%s.%d.description".formatted(style, number),
                                    about,
                                    audience),
                            null,
                            null,
                            posts(about, (number - 1) * POSTS)));
        }
        return PlanRules.applied(new Plan(text("thesis." + style, about), chapters), postsPerWeek);
    }

    /** The posts of a chapter made anew: other topics than those it has. */
    Plan.Chapter again(Plan.Chapter chapter) {
        var subject =
                Words.cut(chapter.theme() == null ? chapter.title() : chapter.theme(), SUBJECT);
        var has = chapter.posts().stream().map(Plan.Post::topic).toList();
        var posts = posts(subject, 0);
        for (var from = POSTS; from < CHAPTERS * POSTS && sameTopic(posts, has); from += POSTS) {
            posts = posts(subject, from);
        }
        return chapter.numbered(chapter.chapterNumber(), posts);
    }

    /** A sentence of the bundle. */
    String text(String key, Object... parts) {
        var text = sentences.getString(key);
        return parts.length == 0 ? text : new MessageFormat(text, Locale.ENGLISH).format(parts);
    }

    private static boolean sameTopic(List<Plan.Post> posts, List<String> has) {
        return posts.stream().map(Plan.Post::topic).anyMatch(has::contains);
    }

    private List<Plan.Post> posts(String subject, int first) {
        var posts = new ArrayList<Plan.Post>();
        for (var at = first; at < first + POSTS; at++) {
            posts.add(
                    new Plan.Post(
                            at - first + 1,
                            text("topic." + (at + 1), subject),
                            PlanRules.SHAPES.get(at % PlanRules.SHAPES.size()),
                            PlanRules.CADENCES.get(at % PlanRules.CADENCES.size()),
                            null));
        }
        return List.copyOf(posts);
    }
}
