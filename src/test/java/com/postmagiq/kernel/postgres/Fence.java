package com.postmagiq.kernel.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The fence's own migration, without any other, and tables that use it as they should. */
final class Fence {
    static final String EXAMPLE_TABLES =
            """
            create table app.accounts (id uuid primary key);
            call app.fence('app.accounts', 'id', 'app.account_id');
            create table app.bills (account_id uuid not null references app.accounts (id), cents int not null);
            create index bills_account on app.bills (account_id);
            call app.fence('app.bills', 'account_id', 'app.account_id');
            create table app.workspaces (id uuid primary key);
            call app.fence('app.workspaces', 'id');
            create table app.notes (
              workspace_id uuid not null references app.workspaces (id) on delete cascade,
              id uuid not null, title text not null, primary key (workspace_id, id));
            call app.fence('app.notes');
            create table app.note_slugs (
              workspace_id uuid not null, note_id uuid not null, primary key (workspace_id, note_id));
            call app.fence('app.note_slugs');
            create table app.remarks (
              workspace_id uuid not null, id uuid not null, note_id uuid not null,
              primary key (workspace_id, id),
              foreign key (workspace_id, note_id) references app.notes (workspace_id, id) on delete cascade);
            call app.fence('app.remarks');
            create table app.drafts (workspace_id uuid not null, body text);
            create index drafts_workspace on app.drafts (workspace_id);
            call app.fence('app.drafts');
            """;

    private Fence() {}

    static String migration() {
        try (var file = Fence.class.getResourceAsStream("/db/migration/V202611210900__fence.sql")) {
            if (file == null) {
                throw new IllegalStateException("The fence's migration is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
