-- Posts as people plan them: where they belong, who writes them by when, and how they came to their status.

alter table app.posts
    add column goal_id uuid,
    add column chapter_id uuid,
    add column cadence text check (cadence in ('teaching', 'field_note', 'informational')),
    add column entry_point text
        check (entry_point in ('flashback', 'hot_take', 'in_media_res', 'constraint_first', 'other')),
    add column guidance text check (char_length(guidance) <= 8000),
    -- Where an archived post goes back to.
    add column previous_status text check (previous_status in
        ('not_started', 'needs_story', 'drafting', 'changes_requested', 'review', 'polishing', 'ready')),
    -- Who waits for a decision on a post in review: the run that opened it, or a request for approval.
    add column review_by text check (review_by in ('run', 'request')),
    add column assignee_id uuid references core.users (id) on delete set null,
    add column due_date date,
    add column priority text not null default 'medium' check (priority in ('low', 'medium', 'high', 'urgent')),
    add column estimated_hours numeric(4, 1) check (estimated_hours between 0 and 999.9),
    add column actual_hours numeric(4, 1) check (actual_hours between 0 and 999.9),
    add column published_at timestamptz,
    add column published_url text check (char_length(published_url) <= 2000),
    add column edited_since_publication boolean not null default false,
    -- What the run that works on it has told; runs belong to another module.
    add column active_run_id uuid,
    add column run_base_version_id uuid,
    add column run_trouble boolean not null default false,
    -- A run's text that waits until somebody takes it.
    add column offered_version_id uuid,
    add column image_asset_id uuid,
    -- Any number lies between two others, so a card moves by changing its own row only.
    add column board_rank numeric not null default 0,
    add column deleted_at timestamptz,
    add column deleted_by_id uuid references core.users (id) on delete set null,
    add check (status <> 'review' or review_by is not null),
    add check (status = 'archived' or previous_status is null),
    add check (is_deleted = (deleted_at is not null)),
    add check (chapter_id is null or goal_id is not null),
    -- Deleting a strategy takes its posts out of it before, and deletes them softly.
    add foreign key (workspace_id, goal_id) references app.goals (workspace_id, id)
        on delete set null (goal_id),
    add foreign key (workspace_id, goal_id, chapter_id) references app.chapters (workspace_id, goal_id, id)
        on delete set null (chapter_id),
    add foreign key (workspace_id, offered_version_id)
        references app.post_versions (workspace_id, id) deferrable initially deferred;

-- The columns of the board in their order, and their ends.
create index posts_board on app.posts (workspace_id, status, board_rank, id) where not is_deleted;
create index posts_assignee on app.posts (workspace_id, assignee_id) where assignee_id is not null;
create index posts_due on app.posts (workspace_id, due_date) where not is_deleted;
create index posts_chapter on app.posts (workspace_id, chapter_id, post_number);
create index posts_goal on app.posts (workspace_id, goal_id);
create index posts_run on app.posts (workspace_id, active_run_id) where active_run_id is not null;
-- The daily task asks which have been deleted long ago.
create index posts_deleted on app.posts (deleted_at) where is_deleted;
-- Erasing a person asks what they were given and what they deleted.
create index posts_assignee_user on app.posts (assignee_id) where assignee_id is not null;
create index posts_deleter on app.posts (deleted_by_id) where deleted_by_id is not null;
grant select (is_deleted, deleted_at) on app.posts to postmagiq_system;

create table app.post_tags (
    workspace_id uuid not null,
    tag text not null check (char_length(tag) between 1 and 40),
    post_id uuid not null,
    primary key (workspace_id, tag, post_id),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade
);
create index post_tags_post on app.post_tags (workspace_id, post_id);
call app.fence('app.post_tags');

create table app.post_status_history (
    workspace_id uuid not null,
    id uuid not null,
    post_id uuid not null,
    from_status text,
    to_status text not null,
    actor_id uuid references core.users (id) on delete set null,
    source text not null check (source in ('manual', 'workflow', 'approval', 'publication', 'import', 'reset')),
    run_id uuid,
    reason text check (char_length(reason) <= 1000),
    at timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade
);
create index post_status_history_post on app.post_status_history (workspace_id, post_id, id);
create index post_status_history_actor on app.post_status_history (actor_id) where actor_id is not null;
comment on column app.post_status_history.reason is 'pii: content; export: yes; erase: keep:belongs to the workspace';
call app.fence('app.post_status_history');

create table app.post_assignment_history (
    workspace_id uuid not null,
    id uuid not null,
    post_id uuid not null,
    from_user_id uuid references core.users (id) on delete set null,
    to_user_id uuid references core.users (id) on delete set null,
    -- Null after the person was erased.
    assigned_by_id uuid references core.users (id) on delete set null,
    action text not null check (action in ('assigned', 'reassigned', 'unassigned')),
    reason text check (char_length(reason) <= 1000),
    at timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade
);
create index post_assignment_history_post on app.post_assignment_history (workspace_id, post_id, id);
create index post_assignment_history_from on app.post_assignment_history (from_user_id) where from_user_id is not null;
create index post_assignment_history_to on app.post_assignment_history (to_user_id) where to_user_id is not null;
create index post_assignment_history_by on app.post_assignment_history (assigned_by_id) where assigned_by_id is not null;
comment on column app.post_assignment_history.reason is 'pii: content; export: yes; erase: keep:belongs to the workspace';
call app.fence('app.post_assignment_history');

-- Versions: who wrote them, from what, and which of them stay as they are.
alter table app.post_versions rename column created_by_id to author_id;
alter table app.post_versions
    drop constraint post_versions_source_check,
    add check (source in ('manual', 'workflow', 'import', 'restore', 'assist', 'suggestion')),
    add column title text check (char_length(title) <= 300),
    add column parent_version_id uuid,
    add column label text check (char_length(label) between 1 and 80),
    add column is_pinned boolean not null default false,
    add column updated_at timestamptz,
    add check (char_length(content) between 1 and 100000) not valid;

set local role postmagiq_maintenance;
update app.posts set board_rank = post_number;
update app.post_versions set updated_at = created_at;
set local role postmagiq_owner;
