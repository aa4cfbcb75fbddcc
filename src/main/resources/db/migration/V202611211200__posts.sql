-- Posts and the versions of their texts. Planning, board and approval columns come with the parts that use them.

create table app.posts (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    post_number int not null check (post_number > 0),
    topic text check (char_length(topic) <= 300),
    shape text check (shape in ('FULL', 'PARTIAL', 'OBSERVATION', 'SHORT', 'REVERSAL')),
    story_used text,
    status text not null check (status in
        ('not_started', 'needs_story', 'drafting', 'changes_requested', 'review', 'polishing', 'ready', 'published', 'archived')),
    current_version_id uuid,
    -- The run that wrote the current version, as a plain fact; runs belong to another module.
    run_id uuid,
    run_number bigint,
    offline boolean not null default false,
    created_by_id uuid,
    is_deleted boolean not null default false,
    revision int not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, post_number)
);
-- The list of posts, newest first.
create index on app.posts (workspace_id, id desc) where not is_deleted;
create index on app.posts (workspace_id, status, id desc) where not is_deleted;
call app.fence('app.posts');

create table app.post_versions (
    workspace_id uuid not null,
    id uuid not null,
    post_id uuid not null,
    version_number int not null check (version_number > 0),
    source text not null check (source in ('workflow', 'manual', 'import', 'restore')),
    content text not null,
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    word_count int not null check (word_count >= 0),
    char_count int not null check (char_count >= 0),
    run_id uuid,
    created_by_id uuid,
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, post_id, version_number),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade
);
call app.fence('app.post_versions');

alter table app.posts add foreign key (workspace_id, current_version_id)
    references app.post_versions (workspace_id, id) deferrable initially deferred;

-- Numbers people say aloud ("Run 42", "post 7"). The row is locked by the transaction that takes the next one.
create table app.counters (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    name text not null,
    value bigint not null default 0,
    primary key (workspace_id, name)
);
call app.fence('app.counters');
