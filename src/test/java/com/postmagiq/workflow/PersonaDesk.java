package com.postmagiq.workflow;

import com.postmagiq.Api;
import java.util.HashMap;
import java.util.Map;

/** A person who writes roles. */
record PersonaDesk(Api person) {
    static final String TEMPLATE =
            "You write one post for {{platform}} of {{min_words}} to {{max_words}} words. The heron stands still.";

    Api.Answer save(String persona, int revision, Map<String, Object> change) {
        return person.with("If-Match", "\"%d\"".formatted(revision))
                .put("/personas/" + persona, change);
    }

    Api.Answer create(String slug, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of("slug", slug, "template", TEMPLATE));
        body.putAll(more);
        return person.post("/personas", body);
    }
}
