-- What people say about a text, and where it went out.

create table app.post_comments (
    workspace_id uuid not null,
    id uuid not null,
    post_id uuid not null,
    -- One level of answers.
    parent_id uuid,
    -- Null after the person was erased.
    author_id uuid references core.users (id) on delete set null,
    body text not null check (char_length(body) <= 5000),
    version_id uuid,
    anchor_start int check (anchor_start >= 0),
    anchor_end int,
    anchor_quote text,
    suggestion text check (char_length(suggestion) <= 5000),
    suggestion_state text check (suggestion_state in ('open', 'accepted', 'declined', 'outdated')),
    decided_by_id uuid references core.users (id) on delete set null,
    decided_version_number int,
    is_internal boolean not null default true,
    resolved_at timestamptz,
    resolved_by_id uuid references core.users (id) on delete set null,
    edited_at timestamptz,
    deleted_at timestamptz,
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, post_id, id),
    check (body <> '' or suggestion is not null or deleted_at is not null),
    check (anchor_end > anchor_start),
    check ((anchor_start is null) = (anchor_end is null) and (anchor_start is null) = (anchor_quote is null)),
    check ((suggestion is null) = (suggestion_state is null)),
    check (suggestion is null or anchor_start is not null),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade,
    foreign key (workspace_id, post_id, parent_id) references app.post_comments (workspace_id, post_id, id) on delete cascade,
    foreign key (workspace_id, version_id) references app.post_versions (workspace_id, id) on delete cascade
);
comment on column app.post_comments.body is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.post_comments.suggestion is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.post_comments.anchor_quote is 'pii: content; export: yes; erase: keep:belongs to the workspace';
create index post_comments_post on app.post_comments (workspace_id, post_id, id);
create index post_comments_parent on app.post_comments (workspace_id, parent_id) where parent_id is not null;
create index post_comments_version on app.post_comments (workspace_id, version_id) where version_id is not null;
create index post_comments_author on app.post_comments (author_id) where author_id is not null;
create index post_comments_decider on app.post_comments (decided_by_id) where decided_by_id is not null;
create index post_comments_resolver on app.post_comments (resolved_by_id) where resolved_by_id is not null;
call app.fence('app.post_comments');

create table app.post_publications (
    workspace_id uuid not null,
    id uuid not null,
    post_id uuid not null,
    platform_kind text not null check (platform_kind in
        ('linkedin', 'threads', 'medium', 'x', 'blog', 'newsletter', 'other')),
    version_id uuid,
    url text check (char_length(url) <= 2000),
    published_at timestamptz not null,
    published_by_id uuid references core.users (id) on delete set null,
    source text not null check (source in ('manual', 'direct', 'analytics_match', 'import')),
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, post_id, platform_kind),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade,
    foreign key (workspace_id, version_id) references app.post_versions (workspace_id, id) on delete set null (version_id)
);
comment on column app.post_publications.url is 'pii: content; export: yes; erase: keep:belongs to the workspace';
create index post_publications_version on app.post_publications (workspace_id, version_id) where version_id is not null;
create index post_publications_person on app.post_publications (published_by_id) where published_by_id is not null;
call app.fence('app.post_publications');

-- What was handed to somebody or something to publish. It says nothing of whether it went out.
create table app.publication_handoffs (
    workspace_id uuid not null,
    id uuid not null,
    post_id uuid not null,
    publisher text not null check (char_length(publisher) between 1 and 40),
    platform_kind text not null,
    version_id uuid,
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    status text not null check (status in ('done', 'accepted', 'failed')),
    error_code text,
    actor_id uuid references core.users (id) on delete set null,
    created_at timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade,
    foreign key (workspace_id, version_id) references app.post_versions (workspace_id, id) on delete set null (version_id)
);
create index publication_handoffs_post on app.publication_handoffs (workspace_id, post_id, id desc);
create index publication_handoffs_version on app.publication_handoffs (workspace_id, version_id) where version_id is not null;
create index publication_handoffs_actor on app.publication_handoffs (actor_id) where actor_id is not null;
call app.fence('app.publication_handoffs');

-- What a workspace calls the columns of its board; a column without a row is as usual.
create table app.board_columns (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    key text not null check (key in ('backlog', 'drafting', 'review', 'polishing', 'ready', 'published')),
    label text check (char_length(label) between 1 and 40),
    colour text check (colour in ('grey', 'blue', 'violet', 'green', 'amber', 'orange', 'red')),
    wip_limit int check (wip_limit between 1 and 1000),
    hidden boolean not null default false,
    primary key (workspace_id, key)
);
call app.fence('app.board_columns');
