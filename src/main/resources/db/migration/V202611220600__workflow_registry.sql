-- Which configurations there are: those the product brings, filled by the sync from registry and files, and those
-- a workspace wrote itself. Both keep every version; runs pin the text they began with.

create table core.system_configs (
    slug text primary key check (slug ~ '^[a-z0-9-]{1,64}$'),
    position int not null,
    name text not null,
    description text not null,
    config_file text not null,
    environment text not null check (environment in ('production', 'staging', 'development')),
    enabled boolean not null,
    disabled_reason text check (disabled_reason in
        ('switched_off', 'environment', 'file_missing', 'invalid', 'orphaned')),
    -- What is wrong with the file, while that is the reason.
    findings jsonb not null default '[]',
    tier_required text,
    features text[] not null default '{}',
    deprecated boolean not null default false,
    is_default boolean not null default false,
    current_version int not null default 0 check (current_version >= 0),
    content_hash text check (content_hash ~ '^[0-9a-f]{64}$'),
    updated_at timestamptz not null,
    check (enabled = (disabled_reason is null)),
    check ((current_version = 0) = (content_hash is null)),
    check (not enabled or content_hash is not null),
    check (not is_default or enabled)
);
create unique index on core.system_configs (is_default) where is_default;
grant select, insert, update on core.system_configs to postmagiq_app;

create table core.system_config_versions (
    slug text not null references core.system_configs (slug),
    version int not null check (version > 0),
    yaml text not null,
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    created_at timestamptz not null,
    primary key (slug, version)
);
-- A text by its hash.
create index on core.system_config_versions (content_hash);
grant select, insert on core.system_config_versions to postmagiq_app;

create table app.workflow_configs (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    slug text not null check (slug ~ '^[a-z0-9-]{1,64}$' and slug <> 'default'),
    name text not null check (char_length(name) between 1 and 120),
    description text not null default '' check (char_length(description) <= 500),
    enabled boolean not null default true,
    current_version int not null check (current_version > 0),
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    revision int not null check (revision > 0),
    deleted_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id)
);
create unique index on app.workflow_configs (workspace_id, slug) where deleted_at is null;
call app.fence('app.workflow_configs');

create table app.workflow_config_versions (
    workspace_id uuid not null,
    id uuid not null,
    config_id uuid not null,
    version int not null check (version > 0),
    yaml text not null,
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    author_id uuid,
    note text not null default '' check (char_length(note) <= 200),
    restored_from int check (restored_from < version),
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, config_id, version),
    foreign key (workspace_id, config_id) references app.workflow_configs (workspace_id, id) on delete cascade
);
-- A text by its hash.
create index on app.workflow_config_versions (workspace_id, content_hash);
call app.fence('app.workflow_config_versions');

-- What a workspace chose for its runs; nothing chosen is no row.
create table app.workflow_settings (
    workspace_id uuid primary key references app.workspaces (id) on delete cascade,
    default_config text,
    default_voice text,
    updated_by uuid,
    updated_at timestamptz not null
);
call app.fence('app.workflow_settings');

-- The texts runs began with, so that a run never depends on what became of its configuration. They may be a
-- workspace's own words, so they stand inside its fence.
create table app.pinned_configs (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    yaml text not null,
    created_at timestamptz not null default now(),
    primary key (workspace_id, content_hash)
);
call app.fence('app.pinned_configs');

grant select on core.workflow_config_versions to postmagiq_maintenance;
set local role postmagiq_maintenance;
insert into app.pinned_configs (workspace_id, content_hash, yaml)
select distinct r.workspace_id, r.config_hash, v.yaml
  from app.workflow_runs r
  join core.workflow_config_versions v on v.content_hash = r.config_hash;
set local role postmagiq_owner;

alter table app.workflow_runs drop constraint workflow_runs_config_hash_fkey;
alter table app.workflow_runs
    add foreign key (workspace_id, config_hash) references app.pinned_configs (workspace_id, content_hash),
    -- Of the configuration named by config_slug; null for a file of the command line.
    add column config_version int check (config_version > 0);
-- Which versions are in use, asked before old ones are let go.
create index on app.workflow_runs (workspace_id, config_hash);
drop table core.workflow_config_versions;
