package com.postmagiq.content.exchange;

import com.postmagiq.content.ImportedChanges;
import com.postmagiq.content.ImportedPost.Existing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The posts of the workspace that some rows may mean, read in one go. */
final class Known {
    private final List<Existing> all;
    private final Map<UUID, Existing> ids = new HashMap<>();
    private final Map<Integer, Existing> numbers = new HashMap<>();
    private final Map<String, Existing> refs = new HashMap<>();

    /**
     * @param made the id a row's post gets when it is made
     */
    Known(ImportedChanges stored, List<PostRow> rows, Function<String, UUID> made) {
        var wanted = new HashSet<UUID>();
        rows.forEach(row -> wanted.add(made.apply(row.name())));
        rows.stream().map(PostRow::id).filter(Objects::nonNull).forEach(wanted::add);
        all =
                stored.find(
                        wanted,
                        rows.stream().map(PostRow::number).filter(Objects::nonNull).toList(),
                        rows.stream().map(PostRow::externalRef).filter(Objects::nonNull).toList(),
                        unnamed(rows, true),
                        unnamed(rows, false));
        for (var post : all) {
            ids.put(post.id(), post);
            numbers.put(post.number(), post);
            if (post.externalRef() != null) {
                refs.put(post.externalRef(), post);
            }
        }
    }

    /** What rows say that name no post: topics, or texts where there is no topic. */
    private static List<String> unnamed(List<PostRow> rows, boolean topics) {
        return rows.stream()
                .filter(row -> row.number() == null && row.externalRef() == null)
                .filter(row -> topics == (row.topic() != null))
                .map(row -> topics ? row.topic() : row.content())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    @Nullable Existing byId(UUID id) {
        return ids.get(id);
    }

    @Nullable Existing byNumber(int number) {
        return numbers.get(number);
    }

    @Nullable Existing byRef(String ref) {
        return refs.get(ref);
    }

    /** Those of a topic, or without one of the same text, in the order of their numbers. */
    List<Existing> byTopic(@Nullable String topic, @Nullable String content, @Nullable UUID goal) {
        return all.stream()
                .filter(
                        post ->
                                !post.deleted()
                                        && Objects.equals(post.columns().get("topic"), topic))
                .filter(post -> topic != null || Objects.equals(post.content(), content))
                .filter(post -> goal == null || goal.equals(post.goalId()))
                .toList();
    }
}
