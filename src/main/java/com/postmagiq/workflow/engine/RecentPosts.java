package com.postmagiq.workflow.engine;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The workspace's last finished posts, which a new one must not repeat. */
public interface RecentPosts {
    /**
     * Up to three texts, newest first.
     *
     * @param except the post being written, if it exists already
     */
    List<String> texts(@Nullable UUID except);
}
