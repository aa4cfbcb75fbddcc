package com.postmagiq.workspace;

/**
 * The bound workspace has been deleted, in the running transaction: whatever goes on in it has to
 * stop.
 *
 * @param by who deleted it
 */
public record WorkspaceDeleted(Actor by) {}
