-- A workspace that comes in from an archive is nobody's until it is whole.
alter table app.workspaces
    drop constraint workspaces_status_check,
    add constraint workspaces_status_check check (status in ('active', 'deleted', 'purged', 'importing'));
create index workspaces_importing on app.workspaces (created_at) where status = 'importing';

-- What a person's work would do is looked at before it begins, as in workspaces.
alter table core.user_operations
    drop constraint user_operations_status_check,
    drop constraint user_operations_check,
    add constraint user_operations_status_check
        check (status in ('queued', 'running', 'needs_review', 'succeeded', 'failed', 'cancelled')),
    add constraint user_operations_finished_check
        check ((finished_at is null) = (status in ('queued', 'running', 'needs_review')));

-- Somebody an archive names who is nobody here: no address, no way to sign in, gone with the workspace.
alter table core.users
    add column placeholder_of uuid references app.workspaces (id) on delete cascade;
create index users_placeholders on core.users (placeholder_of) where placeholder_of is not null;
grant select (placeholder_of) on core.users to postmagiq_app;
