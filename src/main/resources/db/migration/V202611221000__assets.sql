-- Stored files. A row comes before its file and turns ready after it, so that a file without a ready row is never shown
-- and a row without a file is found by its age.
create table app.assets (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    user_id uuid,
    asset_type text not null check (asset_type in
        ('logo', 'logo_dark', 'favicon', 'banner', 'post_image', 'avatar', 'attachment', 'audio', 'import', 'export')),
    -- A label for people; the file itself is found by its key, which holds ids only.
    filename text not null check (char_length(filename) between 1 and 255),
    mime_type text not null,
    size_bytes bigint not null check (size_bytes > 0),
    storage text not null check (storage in ('local', 's3')),
    bucket text check ((storage = 's3') = (bucket is not null)),
    object_key text not null check (object_key !~ '\.\.' and char_length(object_key) <= 300),
    checksum_sha256 text not null check (checksum_sha256 ~ '^[0-9a-f]{64}$'),
    state text not null check (state in ('uploading', 'ready')),
    expires_at timestamptz,
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, object_key)
);
comment on column app.assets.filename is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.assets.user_id is 'pii: identity; export: yes; erase: keep:belongs to the workspace';
-- The list of files, newest first.
create index on app.assets (workspace_id, id desc) where state = 'ready';
-- The sweep looks for uploads that never ended and for files whose time is over.
create index on app.assets (created_at) where state = 'uploading';
create index on app.assets (expires_at) where expires_at is not null;
call app.fence('app.assets');
create policy system_rows on app.assets for select to postmagiq_system using (true);
grant select (workspace_id, id, state, created_at, expires_at) on app.assets to postmagiq_system;

-- Files whose rows are gone, also by deleting a whole workspace: keys hold ids only.
create table core.asset_deletions (
    id uuid primary key,
    storage text not null,
    bucket text,
    object_key text not null,
    deleted_at timestamptz not null,
    attempts int not null default 0,
    next_attempt_at timestamptz not null,
    last_error text,
    cleaned_up_at timestamptz
);
comment on column core.asset_deletions.storage is 'pii: none';
comment on column core.asset_deletions.bucket is 'pii: none';
comment on column core.asset_deletions.object_key is 'pii: none';
comment on column core.asset_deletions.last_error is 'pii: none';
create index on core.asset_deletions (next_attempt_at) where cleaned_up_at is null;
create index on core.asset_deletions (cleaned_up_at) where cleaned_up_at is not null;
grant select, insert, update, delete on core.asset_deletions to postmagiq_app, postmagiq_maintenance;

create function app.remember_deleted_asset() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into core.asset_deletions (id, storage, bucket, object_key, deleted_at, next_attempt_at)
  values (old.id, old.storage, old.bucket, old.object_key, now(), now());
  return null;
end $$;
create trigger remember_deleted_asset after delete on app.assets
    for each row execute function app.remember_deleted_asset();
