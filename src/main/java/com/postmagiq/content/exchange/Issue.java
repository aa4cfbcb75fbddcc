package com.postmagiq.content.exchange;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something about a row that its sender should know. Holds nothing of what the row says.
 *
 * @param row line of the file, from 1; number of the file in an archive
 * @param column as the product calls it; null when the whole row is meant
 * @param severity error: the row does not come in; warning: it does, a little differently
 */
@Schema(name = "ImportIssue")
record Issue(
        int row,
        @Nullable String column,
        String code,
        @Schema(allowableValues = {"error", "warning"}) String severity,
        String message) {

    /** What can be said of a row; the code is the name in lower case. */
    enum Kind {
        BROKEN_ROW(true, "The row cannot be read; look for a quotation mark that is never closed."),
        RAGGED_ROW(true, "The row has more cells than the header; quote cells with separators."),
        NOT_AN_OBJECT(true, "Each line is one JSON object with a kind that is known."),
        NOTHING_TO_IMPORT(true, "The row has neither a topic nor a text; give one of them."),
        INVALID_TEXT(true, "The cell holds a character that cannot be stored; remove it."),
        TOO_LONG(true, "The text is longer than 100,000 characters; shorten it."),
        REPEATED(true, "An earlier row of this file means the same post; keep one of them."),
        NUMBER_TAKEN(true, "Another post has this number; leave it out to take the next one."),
        NAME_TAKEN(true, "Another post has this external_ref already; change one of them."),
        STRATEGY_MISSING(
                true, "The strategy is unknown here, and you may not make one; ask an owner."),
        STRATEGY_REFUSED(
                true, "The strategy or chapter could not be made; see how many there are already."),
        REFUSED(true, "The server could not store this; look for a number or name used twice."),
        POST_MISSING(true, "The post this belongs to is not in the file, or did not come in."),
        TRUNCATED(false, "The text was too long here and is cut."),
        UNKNOWN_VALUE(false, "The value is not known and is left out."),
        UNKNOWN_STATUS(false, "The status is not known; the post comes in as not started."),
        UNKNOWN_PERSON(false, "No member of that name may write here; the post is nobody's yet."),
        NOT_ASSIGNED(false, "You may not give posts to others; the post is nobody's yet."),
        INVALID_NUMBER(false, "This is no number that fits; it is left out."),
        INVALID_DATE(false, "This is no date in the chosen form; it is left out."),
        INVALID_URL(false, "This is no address that begins with https://; it is left out."),
        DUPLICATE_COLUMN(false, "The header names this twice; the first column counts."),
        ENCODING_GUESSED(false, "The file does not say how it is encoded; read as Windows-1252."),
        NOT_PUBLISHED(false, "You may not mark posts as published; the post comes in as ready."),
        NOT_IN_REVIEW(false, "Nobody decides about it here; the post comes in as a draft."),
        NOT_APPROVED(false, "Posts here are finished by an approval; it comes in as a draft."),
        STATUS_KEPT(false, "The post cannot go to this status from where it is; it stays."),
        TEXT_KEPT(false, "The post waits for a decision about its text, which stays as it is.");

        private final boolean error;
        private final String message;

        Kind(boolean error, String message) {
            this.error = error;
            this.message = message;
        }

        Issue at(int row, @Nullable String column) {
            return new Issue(
                    row,
                    column,
                    name().toLowerCase(Locale.ROOT),
                    error ? "error" : "warning",
                    message);
        }
    }

    @JsonIgnore
    boolean isError() {
        return severity.equals("error");
    }
}
