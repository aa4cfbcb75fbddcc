package com.postmagiq.workflow.engine;

import com.postmagiq.workflow.run.Run;
import java.util.List;

/** The workspace's last finished posts, which a new one must not repeat. */
public interface RecentPosts {
    /**
     * Up to three texts, newest first, without the post the run writes or is about. None for a cell
     * of an experiment: posts that appear meanwhile would make its cells unequal.
     */
    List<String> before(Run run);
}
