package com.postmagiq.content.exchange;

import com.postmagiq.content.exchange.ContentExport.Format;
import com.postmagiq.content.exchange.ContentExport.Part;
import com.postmagiq.content.exchange.ContentExport.Wish;
import com.postmagiq.voice.ExportedVoices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What somebody wants in a document, and may have there. */
final class ExportParts {
    private final Wish wish;
    private final ExportedContent content;
    private final ExportedVoices voices;
    private final boolean internal;

    /**
     * @param internal whether comments are told that are for members only
     */
    ExportParts(Wish wish, ExportedContent content, ExportedVoices voices, boolean internal) {
        this.wish = wish;
        this.content = content;
        this.voices = voices;
        this.internal = internal;
    }

    boolean asDocument() {
        return wish.format() == Format.JSON;
    }

    boolean hasPosts() {
        return wish.has(Part.POSTS);
    }

    /** What stands before the posts: by its kind, in the order in which an import needs it. */
    Map<String, List<ObjectNode>> beforePosts() {
        var parts = new LinkedHashMap<String, List<ObjectNode>>();
        if (wish.has(Part.GOALS)) {
            parts.put("platform", content.platforms());
            parts.put("goal", content.goals());
        }
        if (wish.has(Part.CHAPTERS)) {
            parts.put("chapter", content.chapters());
        }
        if (wish.has(Part.VOICE)) {
            parts.put("writing_sample", voices.samples());
            parts.put("voice_profile", voices.profiles());
        }
        return parts;
    }

    /** The kinds of what belongs to posts, in the order in which an import needs them. */
    List<String> kindsOfPosts() {
        return Stream.of(Part.VERSIONS, Part.PUBLICATIONS, Part.COMMENTS)
                .filter(wish::has)
                .map(part -> part.code().substring(0, part.code().length() - 1))
                .toList();
    }

    /** What belongs to some posts, of one of these kinds. */
    List<ObjectNode> ofPosts(String kind, List<UUID> posts) {
        return switch (kind) {
            case "version" -> content.versions(posts);
            case "publication" -> content.publications(posts);
            default -> content.comments(posts, internal);
        };
    }

    /** A post without what its parts say already. */
    void plain(ObjectNode post) {
        if (wish.has(Part.VERSIONS)) {
            post.remove("content");
        }
        post.remove(List.of("published_at", "published_url", "platform"));
    }
}
