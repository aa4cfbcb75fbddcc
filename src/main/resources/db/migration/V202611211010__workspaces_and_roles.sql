-- Who pays (accounts), where the work is (workspaces), who may do what there (memberships, roles).

create table core.roles (
    slug text primary key,
    rank int not null unique,
    name text not null,
    scopes text[] not null check (cardinality(scopes) > 0)
);

comment on column core.roles.slug is 'pii: none';
comment on column core.roles.name is 'pii: none';
comment on column core.roles.scopes is 'pii: none';

insert into core.roles (slug, rank, name, scopes) values
    ('owner', 1, 'Owner', array[
        'content:read', 'content:write', 'content:delete', 'content:publish', 'strategy:read', 'strategy:write',
        'workflow:read', 'workflow:execute', 'workflow:admin', 'content:approve', 'approval:view', 'approval:submit',
        'approval:decide', 'approval:configure', 'board:view', 'board:move', 'board:assign', 'team:read',
        'workspace:users', 'workspace:settings', 'workspace:delete', 'workspace:security', 'billing:read',
        'billing:manage', 'usage:view', 'usage:admin', 'api_keys:manage', 'webhooks:manage', 'events:read',
        'whitelabel:manage', 'audit:read', 'telemetry:read']),
    ('admin', 2, 'Admin', array[
        'content:read', 'content:write', 'content:delete', 'content:publish', 'strategy:read', 'strategy:write',
        'workflow:read', 'workflow:execute', 'workflow:admin', 'content:approve', 'approval:view', 'approval:submit',
        'approval:decide', 'approval:configure', 'board:view', 'board:move', 'board:assign', 'team:read',
        'workspace:users', 'workspace:settings', 'billing:read', 'usage:view', 'api_keys:manage', 'webhooks:manage',
        'events:read', 'whitelabel:manage', 'audit:read', 'telemetry:read']),
    ('editor', 3, 'Editor', array[
        'content:read', 'content:write', 'strategy:read', 'workflow:read', 'workflow:execute', 'content:approve',
        'approval:view', 'approval:submit', 'approval:decide', 'board:view', 'board:move', 'team:read',
        'usage:view']),
    ('viewer', 4, 'Viewer', array[
        'content:read', 'approval:view', 'approval:decide', 'board:view', 'team:read']);

grant select on core.roles to postmagiq_app, postmagiq_system, postmagiq_maintenance;

create table app.accounts (
    id uuid primary key,
    name text not null check (char_length(name) between 1 and 255),
    owner_id uuid not null references core.users (id) on delete restrict,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

comment on column app.accounts.name is 'pii: identity; export: yes; erase: replace';

-- Erasing a person asks which accounts are theirs.
create index accounts_owner on app.accounts (owner_id);

call app.fence('app.accounts', 'id', 'app.account_id');

create table app.workspaces (
    id uuid primary key,
    account_id uuid not null references app.accounts (id) on delete restrict,
    name text not null check (char_length(name) between 1 and 120),
    slug text not null check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and char_length(slug) between 2 and 60),
    former_slugs text[] not null default '{}' check (cardinality(former_slugs) <= 20),
    owner_id uuid not null references core.users (id) on delete restrict,
    time_zone text not null default 'UTC',
    status text not null default 'active' check (status in ('active', 'deleted')),
    deleted_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((status = 'deleted') = (deleted_at is not null))
);

comment on column app.workspaces.name is 'pii: identity; export: yes; erase: keep:belongs to the workspace';
comment on column app.workspaces.slug is 'pii: identity; export: yes; erase: keep:belongs to the workspace';
comment on column app.workspaces.former_slugs is 'pii: identity; export: yes; erase: keep:belongs to the workspace';
comment on column app.workspaces.time_zone is 'pii: none';
comment on column app.workspaces.status is 'pii: none';

-- The workspaces of an account.
create index workspaces_account on app.workspaces (account_id);
-- Erasing a person asks which workspaces are theirs.
create index workspaces_owner on app.workspaces (owner_id);

call app.fence('app.workspaces', 'id');

alter table core.users
    add foreign key (default_workspace_id) references app.workspaces (id) on delete set null;
-- Purging a workspace clears it where it is somebody's first page.
create index users_default_workspace on core.users (default_workspace_id) where default_workspace_id is not null;

create table app.workspace_memberships (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    user_id uuid not null references core.users (id) on delete cascade,
    email text not null check (email = lower(email) and char_length(email) between 3 and 254),
    role text not null references core.roles (slug),
    status text not null check (status in ('active', 'removed')),
    is_client boolean not null default false check (not is_client or role = 'viewer'),
    accepted_at timestamptz not null,
    removed_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    check ((status = 'removed') = (removed_at is not null))
);

comment on column app.workspace_memberships.email is 'pii: contact; export: yes; erase: replace';
comment on column app.workspace_memberships.role is 'pii: none';
comment on column app.workspace_memberships.status is 'pii: none';

-- The check on every request: is this person an active member here, and as what?
create unique index workspace_memberships_person on app.workspace_memberships (workspace_id, user_id)
    where status = 'active';
create unique index workspace_memberships_address on app.workspace_memberships (workspace_id, email)
    where status = 'active';
-- At most one owner.
create unique index workspace_memberships_owner on app.workspace_memberships (workspace_id)
    where role = 'owner' and status = 'active';
-- "My workspaces", asked by the system role; also deleting a person.
create index workspace_memberships_user on app.workspace_memberships (user_id) where status = 'active';

call app.fence('app.workspace_memberships');

-- "My workspaces" spans workspaces, so it runs as the system role with the person's id as a bound parameter.
create policy system_rows on app.workspace_memberships for select to postmagiq_system using (true);
grant select (workspace_id, id, user_id, role, status, is_client) on app.workspace_memberships to postmagiq_system;
create policy system_rows on app.workspaces for select to postmagiq_system using (true);
grant select (id, account_id, name, slug, former_slugs, status) on app.workspaces to postmagiq_system;

-- What is searched before the workspace is known, as digests: now the slugs of browser addresses. It is also what
-- makes a slug unique over all workspaces.
create table core.tenant_lookups (
    kind text not null check (kind in ('slug')),
    lookup_hash bytea not null check (octet_length(lookup_hash) = 32),
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    retired_at timestamptz,
    created_at timestamptz not null,
    primary key (kind, lookup_hash)
);

comment on column core.tenant_lookups.kind is 'pii: none';
comment on column core.tenant_lookups.lookup_hash is 'pii: none';

-- Purging a workspace removes its entries.
create index tenant_lookups_workspace on core.tenant_lookups (workspace_id);

grant select, insert, delete, update (retired_at) on core.tenant_lookups to postmagiq_app;
grant select, insert, update, delete on core.tenant_lookups to postmagiq_maintenance;
