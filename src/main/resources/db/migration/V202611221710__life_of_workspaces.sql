-- Accounts with several workspaces, settings, and the way a workspace ends.

alter table app.accounts
    -- Limits of this account; none where null.
    add column max_workspaces int check (max_workspaces >= 0),
    add column max_users int check (max_users >= 0);

create table app.account_memberships (
    account_id uuid not null references app.accounts (id) on delete cascade,
    id uuid not null,
    user_id uuid not null references core.users (id) on delete cascade,
    role text not null check (role in ('owner', 'manager')),
    created_at timestamptz not null,
    primary key (account_id, id),
    unique (account_id, user_id)
);

comment on column app.account_memberships.role is 'pii: none';

create unique index account_memberships_owner on app.account_memberships (account_id) where role = 'owner';
-- "My accounts", asked by the system role.
create index account_memberships_user on app.account_memberships (user_id);

call app.fence('app.account_memberships', 'account_id', 'app.account_id');

create policy system_rows on app.account_memberships for select to postmagiq_system using (true);
grant select (account_id, user_id, role) on app.account_memberships to postmagiq_system;
create policy system_rows on app.accounts for select to postmagiq_system using (true);
grant select (id, name, owner_id, max_workspaces, max_users) on app.accounts to postmagiq_system;

set local role postmagiq_maintenance;
insert into app.account_memberships (account_id, id, user_id, role, created_at)
select id, gen_random_uuid(), owner_id, 'owner', created_at from app.accounts;
set local role postmagiq_owner;

alter table app.workspaces
    add column description text check (char_length(description) <= 2000),
    add column settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
    add column deleted_by_id uuid references core.users (id) on delete set null,
    add column purge_after timestamptz,
    add column purged_at timestamptz,
    add column name_hash bytea check (octet_length(name_hash) = 32),
    drop constraint workspaces_status_check,
    add constraint workspaces_status_check check (status in ('active', 'deleted', 'purged')),
    add constraint workspaces_purge_check check ((status = 'purged') = (purged_at is not null)),
    add constraint workspaces_purge_after_check check (purge_after is null or status = 'deleted');

comment on column app.workspaces.description is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.workspaces.settings is 'pii: none';
comment on column app.workspaces.name_hash is 'pii: none';

-- Erasing a person asks what they deleted.
create index workspaces_deleter on app.workspaces (deleted_by_id) where deleted_by_id is not null;
-- The sweep of deleted workspaces.
create index workspaces_purge on app.workspaces (purge_after) where purge_after is not null;

grant select (owner_id, deleted_at, purge_after, purged_at) on app.workspaces to postmagiq_system;
