package com.postmagiq.content;

import com.postmagiq.content.strategy.GivenColumns;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Does to one post what is wished for many, by the rules that hold for one. */
@Component
class BulkWish {
    private static final int LONGEST_REASON = 1000;

    /**
     * What an action needs to know; what the others need is left out.
     *
     * @param status of set_status
     * @param reason of set_status and assign; may be left out
     * @param assigneeId of assign; left out it releases the posts
     * @param dueDate of set_due; null takes the day away
     * @param shiftDays of set_due, instead of a day: moves the day each post has
     * @param tags of add_tags and remove_tags
     * @param chapterId of move_chapter
     */
    @Schema(name = "BulkParams")
    @SuppressWarnings("NullableOptional") // left out and null are two wishes
    record Params(
            @Nullable @Size(max = 40) String status,
            @Nullable String reason,
            @Nullable UUID assigneeId,
            @Nullable Optional<LocalDate> dueDate,
            @Nullable @Min(-3660) @Max(3660) Integer shiftDays,
            @Schema(allowableValues = {"low", "medium", "high", "urgent"})
                    @Nullable
                    @Pattern(regexp = PostFields.PRIORITIES)
                    String priority,
            @Nullable @Size(max = 20) List<@Size(max = 40) String> tags,
            @Nullable UUID chapterId) {
        static final Params NONE = new Params(null, null, null, null, null, null, null, null);

        /**
         * @throws ProblemException {@code required_field}, {@code post.unknown_status}, {@code
         *     validation_failed}
         */
        void requireFor(BulkAction action) {
            switch (action) {
                case SET_STATUS -> PostStatus.of(required("params.status", status));
                case SET_DUE -> {
                    if (dueDate == null) {
                        required("params.due_date", shiftDays);
                    } else {
                        dueDate.ifPresent(PostFields::day);
                    }
                }
                case SET_PRIORITY -> required("params.priority", priority);
                case ADD_TAGS, REMOVE_TAGS -> PostTags.of(required("params.tags", tags));
                case MOVE_CHAPTER -> required("params.chapter_id", chapterId);
                case ASSIGN, ARCHIVE, UNARCHIVE, DELETE, RESTORE -> {}
            }
        }

        private static <T> T required(String field, @Nullable T value) {
            if (value == null) {
                throw ProblemException.ofField(
                        GeneralProblem.REQUIRED_FIELD, field, "is needed for this action");
            }
            return value;
        }
    }

    private final StoredPosts posts;
    private final PostMoves moves;
    private final PostEditing editing;
    private final PostRemoval removal;
    private final PostPlaces places;
    private final PostTags tags;
    private final Assignees assignees;

    BulkWish(
            StoredPosts posts,
            PostMoves moves,
            PostEditing editing,
            PostRemoval removal,
            PostPlaces places,
            PostTags tags,
            Assignees assignees) {
        this.posts = posts;
        this.moves = moves;
        this.editing = editing;
        this.removal = removal;
        this.places = places;
        this.tags = tags;
        this.assignees = assignees;
    }

    /**
     * Belongs into a transaction.
     *
     * @param wish has what the action needs
     * @throws ProblemException what the same change of one post refuses
     */
    void apply(UUID id, BulkAction action, Params wish, Actor actor) {
        var reason = PlainText.of("params.reason", wish.reason(), LONGEST_REASON);
        var cause = PostMoves.Cause.person(actor.userId(), reason);
        switch (action) {
            case SET_STATUS ->
                    moves.move(
                            posts.lock(id),
                            PostStatus.of(Objects.requireNonNull(wish.status())),
                            cause);
            case ARCHIVE -> moves.move(posts.lock(id), PostStatus.ARCHIVED, cause);
            case UNARCHIVE -> {
                var post = posts.lock(id);
                moves.move(post, Objects.requireNonNullElse(post.previous(), post.status()), cause);
            }
            case ASSIGN -> assignees.assign(posts.lock(id), wish.assigneeId(), actor, reason);
            case SET_DUE -> setDue(id, wish, actor);
            case SET_PRIORITY ->
                    write(id, new GivenColumns().set("priority", wish.priority()), actor);
            case ADD_TAGS -> retag(id, wish, true, actor);
            case REMOVE_TAGS -> retag(id, wish, false, actor);
            case MOVE_CHAPTER -> {
                var place = places.of(null, wish.chapterId());
                write(
                        id,
                        new GivenColumns()
                                .set("goal_id", place.goalId())
                                .set("chapter_id", place.chapterId()),
                        actor);
            }
            case DELETE -> removal.delete(id, false, actor);
            case RESTORE -> removal.restore(id.toString(), actor);
        }
    }

    private void write(UUID id, GivenColumns columns, Actor actor) {
        posts.lock(id);
        editing.write(id, columns, null, actor);
    }

    private void setDue(UUID id, Params wish, Actor actor) {
        var given = wish.dueDate();
        var day = given == null ? null : given.orElse(null);
        if (given == null) {
            var old = posts.lock(id).dueDate();
            if (old == null) {
                return;
            }
            day = PostFields.day(old.plusDays(Objects.requireNonNull(wish.shiftDays())));
        }
        write(id, new GivenColumns().set("due_date", day), actor);
    }

    private void retag(UUID id, Params wish, boolean more, Actor actor) {
        posts.lock(id);
        var given = PostTags.of(Objects.requireNonNull(wish.tags()));
        var all = new ArrayList<>(tags.of(id));
        if (more) {
            all.addAll(given);
        } else {
            all.removeAll(new HashSet<>(given));
        }
        editing.write(id, new GivenColumns(), PostTags.of(all), actor);
    }
}
