package com.postmagiq.content;

import com.postmagiq.kernel.tenancy.TenantDb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Hints for whoever has the story of a post: what somebody wrote down, else made from its chapter
 * and shape.
 */
@Component
class Guidance {
    private static final ResourceBundle WORDS =
            ResourceBundle.getBundle("messages.guidance", Locale.ENGLISH);
    private static final String EARLIER =
            """
            select p.post_number, p.topic, c.chapter_number
              from app.posts p
              join app.chapters c on c.workspace_id = p.workspace_id and c.id = p.chapter_id
             where p.chapter_id = ? and p.id <> ? and p.status = 'published' and not p.is_deleted
             order by p.published_at desc, p.id desc
             limit 1
            """;

    private final TenantDb db;

    Guidance(TenantDb db) {
        this.db = db;
    }

    /** The post with hints, where nobody wrote any. */
    PostView completed(PostView post, @Nullable String style) {
        if (post.guidance() != null) {
            return post;
        }
        var lines = new ArrayList<String>();
        if (post.enemy() != null) {
            lines.add(word("theme." + style) + ": " + post.enemy());
        }
        var shape = post.shape();
        if (shape != null) {
            lines.add(word("shape." + shape));
            lines.add(word("length." + shape));
            earlier(post, shape, lines);
        }
        return lines.isEmpty() ? post : post.withGuidance(String.join("\n", lines));
    }

    private void earlier(PostView post, String shape, List<String> lines) {
        if (!shape.equals("REVERSAL") || post.chapterId() == null) {
            return;
        }
        db.first(
                        EARLIER,
                        (found, _) ->
                                word("earlier")
                                        .formatted(
                                                PostReference.name(
                                                        Columns.integer(found, "chapter_number"),
                                                        found.getInt("post_number")),
                                                topic(found.getString("topic"))),
                        post.chapterId(),
                        post.id())
                .ifPresent(lines::add);
    }

    private static String topic(@Nullable String topic) {
        return topic == null ? word("no_topic") : topic;
    }

    private static String word(String key) {
        try {
            return WORDS.getString(key);
        } catch (MissingResourceException e) {
            throw new IllegalStateException("The words for " + key + " are missing", e);
        }
    }
}
