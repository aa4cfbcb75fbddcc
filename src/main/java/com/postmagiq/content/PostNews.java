package com.postmagiq.content;

import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells all nodes which posts have changed; whoever shows posts reads them again. */
@Component
public class PostNews {
    private static final String TOPIC = "posts:";

    private final LiveEvents live;
    private final ApplicationEventPublisher events;

    PostNews(LiveEvents live, ApplicationEventPublisher events) {
        this.live = live;
        this.events = events;
    }

    /** Belongs into the transaction of the change: other nodes are told at its commit, or never. */
    public void changed(UUID postId) {
        changed(List.of(postId));
    }

    /** Like the other, of many that one transaction has changed. */
    public void changed(List<UUID> postIds) {
        events.publishEvent(new PostChanged(postIds));
        tell(postIds);
    }

    /**
     * Tells the nodes alone. Enough for posts that are gone for good, into which nobody can look
     * any more.
     */
    void tell(List<UUID> postIds) {
        live.tell(topic(CurrentWorkspace.id()), postIds.stream().map(UUID::toString).toList());
    }

    /** Where changes of a workspace's posts are told; a notice is a post's id. */
    public static String topic(UUID workspaceId) {
        return TOPIC + workspaceId;
    }
}
