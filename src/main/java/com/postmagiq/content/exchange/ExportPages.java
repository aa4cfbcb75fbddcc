package com.postmagiq.content.exchange;

import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import tools.jackson.databind.node.ObjectNode;

/** The posts of an export page by page, as often as a form needs them. */
final class ExportPages {
    private final ExportedContent content;
    private final ContentExport.Wish wish;
    private final IntConsumer progress;

    ExportPages(ExportedContent content, ContentExport.Wish wish, IntConsumer progress) {
        this.content = content;
        this.wish = wish;
        this.progress = progress;
    }

    interface Reader {
        void read(List<ObjectNode> posts) throws IOException;
    }

    /** Reads all posts; how many they are. */
    int forEach(Reader reader) throws IOException {
        var after = 0;
        var done = 0;
        List<ObjectNode> posts;
        do {
            posts = content.posts(wish.posts(), after);
            reader.read(posts);
            done += posts.size();
            after = posts.isEmpty() ? after : posts.getLast().path("post_number").asInt();
            progress.accept(done);
        } while (posts.size() == ExportedContent.PAGE);
        return done;
    }
}
