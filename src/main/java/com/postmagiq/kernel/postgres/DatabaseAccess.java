package com.postmagiq.kernel.postgres;

/**
 * The three logins of a running installation. None of them is privileged; the one that installed
 * them is forgotten.
 *
 * @param app web and workers; sees one workspace at a time
 * @param system the few reads across workspaces
 * @param migrator becomes the owner of all tables ({@code set role postmagiq_owner}); opened only
 *     for migrations and partitions
 */
public record DatabaseAccess(DatabaseLogin app, DatabaseLogin system, DatabaseLogin migrator) {}
