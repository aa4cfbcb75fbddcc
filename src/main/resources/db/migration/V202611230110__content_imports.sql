-- What comes in from files: it is looked at before it is written, and each post may keep the name its origin gave it.

-- Work that waits until its starter has looked at what it would do.
alter table app.operations
    drop constraint operations_status_check,
    drop constraint operations_check,
    add constraint operations_status_check
        check (status in ('queued', 'running', 'needs_review', 'succeeded', 'failed', 'cancelled')),
    add constraint operations_finished_check
        check ((finished_at is null) = (status in ('queued', 'running', 'needs_review')));

-- The sweep of what nobody came back to.
create index on app.operations (created_at) where status = 'needs_review';
grant select (status, created_at) on app.operations to postmagiq_system;

alter table app.posts add column external_ref text check (char_length(external_ref) between 1 and 200);
comment on column app.posts.external_ref is 'pii: content; export: yes; erase: keep:belongs to the workspace';
-- A file that comes in again finds its posts.
create unique index posts_external_ref on app.posts (workspace_id, external_ref) where external_ref is not null;
