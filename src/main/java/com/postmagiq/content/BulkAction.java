package com.postmagiq.content;

import com.fasterxml.jackson.annotation.JsonValue;
import com.postmagiq.workspace.Scope;
import java.util.Locale;

/** What can be done to many posts at once. */
enum BulkAction {
    SET_STATUS(Scope.CONTENT_WRITE),
    ASSIGN(Scope.BOARD_ASSIGN),
    SET_DUE(Scope.CONTENT_WRITE),
    SET_PRIORITY(Scope.CONTENT_WRITE),
    ADD_TAGS(Scope.CONTENT_WRITE),
    REMOVE_TAGS(Scope.CONTENT_WRITE),
    MOVE_CHAPTER(Scope.CONTENT_WRITE),
    ARCHIVE(Scope.CONTENT_WRITE),
    UNARCHIVE(Scope.CONTENT_WRITE),
    DELETE(Scope.CONTENT_DELETE),
    RESTORE(Scope.CONTENT_DELETE);

    private final Scope scope;

    BulkAction(Scope scope) {
        this.scope = scope;
    }

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The right it takes. */
    Scope scope() {
        return scope;
    }

    /** Whether it can be undone; deleted posts have a way back of their own. */
    boolean undoable() {
        return this != DELETE && this != RESTORE;
    }
}
