-- What a workspace writes for and why: streams (platforms), strategies (goals) and their chapters.

create table app.platforms (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    created_by_id uuid references core.users (id) on delete set null,
    kind text not null check (kind in ('linkedin', 'x', 'threads', 'medium', 'blog', 'newsletter', 'other')),
    name text not null check (char_length(name) between 1 and 100),
    description text check (char_length(description) <= 1000),
    post_format text not null check (post_format in ('long_form', 'short_form', 'thread', 'article')),
    default_word_count int not null check (default_word_count between 1 and 5000),
    max_chars int not null check (max_chars between 1 and 100000),
    uses_enemies boolean not null default true,
    default_hashtags text[] not null default '{}' check (cardinality(default_hashtags) <= 10),
    is_active boolean not null default true,
    revision int not null default 1 check (revision > 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id)
);

comment on column app.platforms.kind is 'pii: none';
comment on column app.platforms.post_format is 'pii: none';
comment on column app.platforms.name is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.platforms.description is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.platforms.default_hashtags is 'pii: content; export: yes; erase: keep:belongs to the workspace';

create unique index platforms_name on app.platforms (workspace_id, lower(name));
-- Erasing a person asks what they made.
create index platforms_maker on app.platforms (created_by_id) where created_by_id is not null;

call app.fence('app.platforms');

create table app.goals (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    created_by_id uuid references core.users (id) on delete set null,
    platform_id uuid,
    -- Rows of other modules, which add their keys.
    voice_profile_id uuid,
    image_config_set_id uuid,
    name text not null check (char_length(name) between 1 and 120),
    strategy_type text not null default 'series' check (strategy_type in ('series', 'daily', 'campaign')),
    positioning text check (char_length(positioning) <= 500),
    signature_thesis text check (char_length(signature_thesis) <= 2000),
    target_audience text check (char_length(target_audience) <= 1000),
    content_style text not null default 'mixed'
        check (content_style in ('narrative', 'teaching', 'informational', 'mixed')),
    posts_per_week int not null default 3 check (posts_per_week between 1 and 14),
    starts_on date,
    ends_on date,
    onboarding_mode text not null default 'manual'
        check (onboarding_mode in ('quick', 'deep', 'chat', 'manual', 'import')),
    onboarding_transcript jsonb check (jsonb_typeof(onboarding_transcript) = 'array'
        and octet_length(onboarding_transcript::text) <= 204800),
    -- Null leaves it to the workspace.
    approval_required boolean,
    image_required boolean not null default false,
    min_fidelity int check (min_fidelity between 0 and 100),
    status text not null default 'active' check (status in ('active', 'paused', 'archived')),
    revision int not null default 1 check (revision > 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, platform_id) references app.platforms (workspace_id, id) on delete restrict,
    constraint goals_dates_check check (ends_on >= starts_on),
    constraint goals_campaign_check
        check (strategy_type <> 'campaign' or starts_on is not null and ends_on is not null)
);

comment on column app.goals.strategy_type is 'pii: none';
comment on column app.goals.content_style is 'pii: none';
comment on column app.goals.starts_on is 'pii: none';
comment on column app.goals.ends_on is 'pii: none';
comment on column app.goals.onboarding_mode is 'pii: none';
comment on column app.goals.status is 'pii: none';
comment on column app.goals.name is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.goals.positioning is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.goals.signature_thesis is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.goals.target_audience is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.goals.onboarding_transcript is 'pii: content; export: yes; erase: keep:belongs to the workspace';

-- The strategies of a stream, and the check before a stream is deleted.
create index goals_platform on app.goals (workspace_id, platform_id) where platform_id is not null;
create index goals_maker on app.goals (created_by_id) where created_by_id is not null;

call app.fence('app.goals');

create table app.chapters (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    goal_id uuid not null,
    created_by_id uuid references core.users (id) on delete set null,
    chapter_number int not null check (chapter_number > 0),
    title text not null check (char_length(title) between 1 and 200),
    description text check (char_length(description) <= 4000),
    theme text check (char_length(theme) <= 300),
    theme_description text check (char_length(theme_description) <= 4000),
    weeks_start int check (weeks_start between 1 and 520),
    weeks_end int check (weeks_end between 1 and 520),
    revision int not null default 1 check (revision > 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    -- What belongs to a chapter names its goal too, and cannot name another one.
    unique (workspace_id, goal_id, id),
    -- Looked at when a statement ends, so that one statement may renumber them all.
    constraint chapters_number_key unique (workspace_id, goal_id, chapter_number) deferrable initially immediate,
    constraint chapters_weeks_check
        check ((weeks_start is null) = (weeks_end is null) and weeks_end >= weeks_start),
    foreign key (workspace_id, goal_id) references app.goals (workspace_id, id) on delete cascade
);

comment on column app.chapters.title is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.chapters.description is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.chapters.theme is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.chapters.theme_description is 'pii: content; export: yes; erase: keep:belongs to the workspace';

create index chapters_maker on app.chapters (created_by_id) where created_by_id is not null;

call app.fence('app.chapters');

-- Settings of what a workspace writes: one row each, made with the workspace.
create table app.content_settings (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    default_goal_id uuid,
    primary key (workspace_id),
    foreign key (workspace_id, default_goal_id) references app.goals (workspace_id, id)
        on delete set null (default_goal_id)
);

call app.fence('app.content_settings');

-- Workspaces that are there already get what new ones get.
set local role postmagiq_maintenance;
insert into app.content_settings (workspace_id)
select id from app.workspaces where status <> 'purged';
insert into app.platforms (workspace_id, id, created_by_id, kind, name, post_format, default_word_count, max_chars,
    created_at, updated_at)
select id, gen_random_uuid(), owner_id, 'linkedin', 'LinkedIn', 'long_form', 300, 3000, now(), now()
  from app.workspaces where status <> 'purged';
set local role postmagiq_owner;
