package com.postmagiq.content;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Taking suggested words into the text, one or several at once, or saying no to them. */
@Service
class Suggestions {
    private record Open(
            UUID id, String quote, int before, String suggestion, String state, int start) {
        int end() {
            return start + quote.length();
        }

        Open at(int place) {
            return new Open(id, quote, before, suggestion, state, place);
        }
    }

    private final PostWriting writing;
    private final Comments comments;
    private final JdbcClient jdbc;
    private final Clock clock;

    Suggestions(PostWriting writing, Comments comments, JdbcClient jdbc, Clock clock) {
        this.writing = writing;
        this.comments = comments;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Puts the suggested words where the marked ones stand, all in one version.
     *
     * @param revision the post's revision it was decided on; null when the sender did not say
     * @throws ProblemException {@code comment.not_found}, {@code comment.suggestion_decided},
     *     {@code comment.suggestion_outdated}, {@code comment.suggestions_overlap}, and those of a
     *     save; nothing is changed then
     */
    @Transactional
    public void accept(UUID postId, List<UUID> ids, @Nullable Integer revision, Actor actor) {
        var post = writing.lockForEdit(postId, revision);
        var text = Objects.requireNonNullElse(post.text(), "");
        var placed = new ArrayList<Open>();
        for (var id : ids.stream().distinct().toList()) {
            placed.add(placed(open(postId, id), text));
        }
        placed.sort(Comparator.comparingInt(Open::start));
        requireApart(placed);
        var changed = new StringBuilder(text);
        for (var suggestion : placed.reversed()) {
            changed.replace(suggestion.start(), suggestion.end(), suggestion.suggestion());
        }
        var number =
                writing.store(
                        post,
                        new NewText(
                                PostWriting.text(changed.toString()),
                                null,
                                null,
                                NewText.Source.SUGGESTION,
                                actor.userId(),
                                null));
        placed.forEach(each -> decide(each.id(), "accepted", number, actor));
    }

    private static Open placed(Open suggestion, String text) {
        var at = AnchoredQuote.locate(text, suggestion.quote(), suggestion.before());
        return suggestion.at(
                at.orElseThrow(
                        () ->
                                new ProblemException(
                                                CommentProblem.SUGGESTION_OUTDATED,
                                                "The words '%s' are no longer in the text; nothing was changed."
                                                        .formatted(suggestion.quote()))
                                        .with("id", suggestion.id())));
    }

    private static void requireApart(List<Open> placed) {
        for (var i = 1; i < placed.size(); i++) {
            if (placed.get(i).start() < placed.get(i - 1).end()) {
                throw new ProblemException(
                                CommentProblem.SUGGESTIONS_OVERLAP,
                                "Two suggestions are about the same words; take one of them. Nothing was changed.")
                        .with("ids", List.of(placed.get(i - 1).id(), placed.get(i).id()));
            }
        }
    }

    /**
     * Says no to a suggestion.
     *
     * @param reason an answer in its thread; null for none
     * @throws ProblemException {@code comment.not_found}, {@code comment.suggestion_decided}
     */
    @Transactional
    public void decline(UUID postId, UUID id, @Nullable String reason, Actor actor) {
        open(postId, id);
        decide(id, "declined", null, actor);
        if (reason != null) {
            comments.add(postId, new Comments.Wish(reason, id, null, null, true), actor);
        }
    }

    private Open open(UUID postId, UUID id) {
        comments.requireExists(postId, id);
        return jdbc.sql(
                        """
                        select id, anchor_quote as quote, anchor_start as before, suggestion, suggestion_state as state,
                               0 as start
                          from app.post_comments
                         where id = :id and suggestion_state = 'open' for update
                        """)
                .param("id", id)
                .query(Open.class)
                .optional()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        CommentProblem.NOT_OPEN,
                                        "This is no open suggestion; somebody may have decided it."));
    }

    private void decide(UUID id, String state, @Nullable Integer version, Actor actor) {
        jdbc.sql(
                        """
                        update app.post_comments
                           set suggestion_state = :state, decided_by_id = :by, decided_version_number = :version,
                               resolved_at = :now, resolved_by_id = :by
                         where id = :id
                        """)
                .param("state", state)
                .param("by", actor.userId())
                .param("version", version)
                .param("now", Columns.at(clock.instant()))
                .param("id", id)
                .update();
    }
}
