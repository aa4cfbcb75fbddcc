package com.postmagiq.content;

import java.util.List;
import java.util.UUID;

/** Posts are not as they were; published in the transaction that changed them. */
public record PostChanged(List<UUID> postIds) {
    public PostChanged {
        postIds = List.copyOf(postIds);
    }
}
