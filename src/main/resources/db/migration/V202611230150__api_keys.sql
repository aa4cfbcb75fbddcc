-- Keys with which programs work in a workspace. The key itself is nowhere: its digest leads here from
-- core.tenant_lookups, and prefix and last four characters let people know one from another.
create table app.api_keys (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    name text not null check (char_length(name) between 1 and 100),
    description text check (char_length(description) between 1 and 500),
    prefix text not null check (prefix ~ '^qx_[0-9A-Za-z]{8}$'),
    last_four text not null check (last_four ~ '^[0-9A-Za-z]{4}$'),
    scopes text[] not null check (cardinality(scopes) > 0),
    rate_limit_per_minute int check (rate_limit_per_minute > 0),
    created_by_id uuid not null references core.users (id) on delete restrict,
    -- Whoever made it has left the workspace; it goes on with what they had then.
    creator_removed boolean not null default false,
    rotated_from_id uuid,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    expiry_told_at timestamptz,
    -- Switched off with its workspace, until somebody switches it on again.
    disabled_at timestamptz,
    revoked_at timestamptz,
    revoked_by_id uuid references core.users (id) on delete set null,
    revoke_reason text check (char_length(revoke_reason) between 1 and 500),
    last_used_at timestamptz,
    last_used_ip inet,
    total_requests bigint not null default 0 check (total_requests >= 0),
    primary key (workspace_id, id),
    -- A key is replaced by at most one other.
    unique (workspace_id, rotated_from_id),
    foreign key (workspace_id, rotated_from_id) references app.api_keys (workspace_id, id)
        on delete set null (rotated_from_id),
    check (revoked_at is not null or revoke_reason is null)
);

comment on column app.api_keys.name is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.api_keys.description is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.api_keys.prefix is 'pii: none';
comment on column app.api_keys.last_four is 'pii: none';
comment on column app.api_keys.scopes is 'pii: none';
comment on column app.api_keys.revoke_reason is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.api_keys.last_used_ip is 'pii: network; export: yes; erase: null';

-- Somebody leaves: what becomes of their keys?
create index api_keys_maker on app.api_keys (created_by_id);
create index api_keys_revoked_by on app.api_keys (revoked_by_id) where revoked_by_id is not null;
-- The daily look at what ends soon.
create index api_keys_ending on app.api_keys (expires_at) where revoked_at is null and expiry_told_at is null;

call app.fence('app.api_keys');

create policy system_rows on app.api_keys for select to postmagiq_system using (true);
grant select (workspace_id, id, expires_at, revoked_at, expiry_told_at) on app.api_keys to postmagiq_system;

alter table core.tenant_lookups
    drop constraint tenant_lookups_kind_check,
    add constraint tenant_lookups_kind_check check (kind in ('slug', 'invite', 'feed', 'api_key'));
