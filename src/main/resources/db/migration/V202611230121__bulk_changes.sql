-- What posts were before somebody changed many of them at once, for as long as that can be undone.
create table app.bulk_changes (
    workspace_id uuid not null,
    -- The same for all posts of one change; whoever made it names it to undo it.
    id uuid not null,
    post_id uuid not null,
    action text not null,
    by_id uuid not null references core.users (id) on delete cascade,
    -- Of the post after the change: a higher one means that somebody changed it since.
    revision int not null,
    was_status text not null,
    was_previous_status text,
    was_rank numeric not null,
    was_assignee_id uuid,
    was_due_date date,
    was_priority text not null,
    was_goal_id uuid,
    was_chapter_id uuid,
    was_tags text[] not null,
    expires_at timestamptz not null,
    primary key (workspace_id, id, post_id),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade
);
create index on app.bulk_changes (workspace_id, post_id);
create index on app.bulk_changes (workspace_id, expires_at);
create index on app.bulk_changes (by_id);
comment on column app.bulk_changes.action is 'pii: none';
comment on column app.bulk_changes.was_status is 'pii: none';
comment on column app.bulk_changes.was_previous_status is 'pii: none';
comment on column app.bulk_changes.was_due_date is 'pii: none';
comment on column app.bulk_changes.was_priority is 'pii: none';
comment on column app.bulk_changes.was_tags is 'pii: none';
call app.fence('app.bulk_changes');
