-- Long work that somebody asked for and looks after: of a workspace in app, of a person outside of any in core. Both
-- have the same columns and are worked on in the same way.
create table app.operations (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    kind text not null check (kind ~ '^[a-z][a-z_]{2,39}$'),
    status text not null check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    total int check (total >= 0),
    done int not null default 0 check (done >= 0),
    params jsonb not null default '{}' check (jsonb_typeof(params) = 'object'),
    result jsonb check (jsonb_typeof(result) = 'object'),
    error_code text check (char_length(error_code) <= 80),
    error_detail text check (char_length(error_detail) <= 500),
    file_asset_id uuid,
    attempts int not null default 0 check (attempts >= 0),
    created_by_id uuid not null,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    -- when the file goes; null without one
    expires_at timestamptz,
    primary key (workspace_id, id),
    check ((finished_at is null) = (status in ('queued', 'running'))),
    check ((status = 'failed') = (error_code is not null)),
    check (expires_at is null or file_asset_id is not null)
);

comment on column app.operations.kind is 'pii: none';
comment on column app.operations.status is 'pii: none';
comment on column app.operations.params is 'pii: none';
comment on column app.operations.result is 'pii: none';
comment on column app.operations.error_code is 'pii: none';
comment on column app.operations.error_detail is 'pii: none';

-- What somebody started, newest first.
create index on app.operations (workspace_id, created_by_id, id desc);
-- The sweep of ended ones.
create index on app.operations (finished_at) where finished_at is not null;

call app.fence('app.operations');
create policy system_rows on app.operations for select to postmagiq_system using (true);
grant select (workspace_id, id, finished_at) on app.operations to postmagiq_system;

create table core.user_operations (
    id uuid primary key,
    kind text not null check (kind ~ '^[a-z][a-z_]{2,39}$'),
    status text not null check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    total int check (total >= 0),
    done int not null default 0 check (done >= 0),
    params jsonb not null default '{}' check (jsonb_typeof(params) = 'object'),
    result jsonb check (jsonb_typeof(result) = 'object'),
    error_code text check (char_length(error_code) <= 80),
    error_detail text check (char_length(error_detail) <= 500),
    file_asset_id uuid,
    attempts int not null default 0 check (attempts >= 0),
    created_by_id uuid not null references core.users (id) on delete cascade,
    created_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    expires_at timestamptz,
    check ((finished_at is null) = (status in ('queued', 'running'))),
    check ((status = 'failed') = (error_code is not null)),
    check (expires_at is null or file_asset_id is not null)
);

comment on column core.user_operations.kind is 'pii: none';
comment on column core.user_operations.status is 'pii: none';
comment on column core.user_operations.params is 'pii: none';
comment on column core.user_operations.result is 'pii: none';
comment on column core.user_operations.error_code is 'pii: none';
comment on column core.user_operations.error_detail is 'pii: none';

create index on core.user_operations (created_by_id, id desc);
-- One of a kind at a time.
create unique index user_operations_open on core.user_operations (created_by_id, kind) where finished_at is null;
create index on core.user_operations (finished_at) where finished_at is not null;

grant select, insert, update, delete on core.user_operations to postmagiq_app, postmagiq_maintenance;

-- Files of a person that belong to no workspace, such as the copy of their data. Their names are the product's own.
create table core.user_assets (
    id uuid primary key,
    user_id uuid not null references core.users (id) on delete cascade,
    filename text not null check (char_length(filename) between 1 and 255),
    mime_type text not null,
    size_bytes bigint not null check (size_bytes > 0),
    storage text not null check (storage in ('local', 's3')),
    bucket text check ((storage = 's3') = (bucket is not null)),
    object_key text not null unique check (object_key !~ '\.\.' and char_length(object_key) <= 300),
    checksum_sha256 text not null check (checksum_sha256 ~ '^[0-9a-f]{64}$'),
    expires_at timestamptz not null,
    created_at timestamptz not null
);

comment on column core.user_assets.filename is 'pii: none';
comment on column core.user_assets.mime_type is 'pii: none';
comment on column core.user_assets.storage is 'pii: none';
comment on column core.user_assets.bucket is 'pii: none';
comment on column core.user_assets.object_key is 'pii: none';
comment on column core.user_assets.checksum_sha256 is 'pii: none';

create index on core.user_assets (user_id);
create index on core.user_assets (expires_at);

grant select, insert, delete on core.user_assets to postmagiq_app;
grant select, insert, update, delete on core.user_assets to postmagiq_maintenance;

create trigger remember_deleted_asset after delete on core.user_assets
    for each row execute function app.remember_deleted_asset();
