-- Roles of a workspace's own: sets of scopes that count as one of the built-in roles where a rule names one.
create table app.workspace_roles (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    name text not null check (char_length(name) between 1 and 60),
    description text check (char_length(description) <= 500),
    base_role text not null references core.roles (slug) check (base_role in ('admin', 'editor', 'viewer')),
    scopes text[] not null check (cardinality(scopes) > 0
        and not scopes && array['workspace:delete', 'workspace:security', 'billing:manage', 'usage:admin']),
    created_by_id uuid references core.users (id) on delete set null,
    revision int not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id)
);

comment on column app.workspace_roles.name is 'pii: none';
comment on column app.workspace_roles.description is 'pii: content; export: no; erase: keep:belongs to the workspace';
comment on column app.workspace_roles.base_role is 'pii: none';
comment on column app.workspace_roles.scopes is 'pii: none';

create unique index workspace_roles_name on app.workspace_roles (workspace_id, lower(name));
-- Erasing a person asks which roles they made.
create index workspace_roles_maker on app.workspace_roles (created_by_id) where created_by_id is not null;

call app.fence('app.workspace_roles');

-- "My workspaces" shows what a person may do in each.
create policy system_rows on app.workspace_roles for select to postmagiq_system using (true);
grant select (workspace_id, id, name, scopes) on app.workspace_roles to postmagiq_system;

-- An invitation is a membership that has no person yet.
alter table app.workspace_memberships
    alter column user_id drop not null,
    alter column accepted_at drop not null,
    add column custom_role_id uuid,
    add column invite_expires_at timestamptz,
    add column invite_message text check (char_length(invite_message) <= 500),
    add column invited_by_id uuid references core.users (id) on delete set null,
    add column invited_at timestamptz,
    add column invite_sent_at timestamptz,
    add column invite_send_count int not null default 0 check (invite_send_count between 0 and 5),
    add column invite_reminded_at timestamptz,
    add column weekly_capacity_hours numeric(4, 1) not null default 20 check (weekly_capacity_hours between 0 and 168),
    drop constraint workspace_memberships_status_check,
    add constraint workspace_memberships_status_check
        check (status in ('pending', 'active', 'expired', 'revoked', 'removed')),
    add constraint workspace_memberships_person_check
        check (status not in ('active', 'removed') or user_id is not null and accepted_at is not null),
    add constraint workspace_memberships_invite_check
        check (status <> 'pending' or invite_expires_at is not null and invited_at is not null and role <> 'owner'),
    add constraint workspace_memberships_custom_role_check
        check (custom_role_id is null or role <> 'owner' and not is_client),
    add foreign key (workspace_id, custom_role_id) references app.workspace_roles (workspace_id, id);

comment on column app.workspace_memberships.invite_message is 'pii: content; export: no; erase: null';

drop index app.workspace_memberships_address;
-- One open invitation or membership per address.
create unique index workspace_memberships_address on app.workspace_memberships (workspace_id, email)
    where status in ('pending', 'active');
-- Invitations of an address, and the sweep of old ones, asked by the system role.
create index workspace_memberships_invited on app.workspace_memberships (email) where status = 'pending';
create index workspace_memberships_invite_end on app.workspace_memberships (invite_expires_at) where status = 'pending';
-- Deleting a role asks who has it; erasing a person asks whom they invited.
create index workspace_memberships_role on app.workspace_memberships (workspace_id, custom_role_id)
    where custom_role_id is not null;
create index workspace_memberships_inviter on app.workspace_memberships (invited_by_id) where invited_by_id is not null;

grant select (email, custom_role_id, invited_by_id, invite_expires_at, invite_reminded_at)
    on app.workspace_memberships to postmagiq_system;

-- Who has followed which invitation, for a day: the same person may repeat it, anybody else is told that it was used.
create table app.used_invites (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    token_hash bytea not null check (octet_length(token_hash) = 32),
    membership_id uuid not null,
    user_id uuid not null references core.users (id) on delete cascade,
    used_at timestamptz not null,
    primary key (workspace_id, token_hash),
    foreign key (workspace_id, membership_id) references app.workspace_memberships (workspace_id, id) on delete cascade
);

comment on column app.used_invites.token_hash is 'pii: credential; export: no; erase: delete';

create index used_invites_membership on app.used_invites (workspace_id, membership_id);
create index used_invites_user on app.used_invites (user_id);

call app.fence('app.used_invites');

-- Invitations are searched by the digest of their token before their workspace is known.
alter table core.tenant_lookups
    add column target_id uuid,
    drop constraint tenant_lookups_kind_check,
    add constraint tenant_lookups_kind_check check (kind in ('slug', 'invite')),
    add constraint tenant_lookups_target_check check ((kind = 'slug') = (target_id is null));

-- The sweep of ended invitations.
create index tenant_lookups_target on core.tenant_lookups (target_id) where target_id is not null;
-- The sweep of retired look-ups.
create index tenant_lookups_age on core.tenant_lookups (kind, created_at);
grant select on core.tenant_lookups to postmagiq_system;

-- A workspace in use has exactly one owner, and names them. Looked at when the transaction ends, so that an
-- ownership may pass from one to the other inside it.
create function app.require_owner() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  workspace uuid;
begin
  if tg_table_name = 'workspaces' then
    workspace := new.id;
  elsif tg_op = 'DELETE' then
    workspace := old.workspace_id;
  else
    workspace := new.workspace_id;
  end if;
  if exists (
      select from app.workspaces w
       where w.id = workspace and w.status = 'active' and not exists (
         select from app.workspace_memberships m
          where m.workspace_id = w.id and m.role = 'owner' and m.status = 'active' and m.user_id = w.owner_id)) then
    raise exception using errcode = 'PM001',
      message = 'A workspace in use has one active owner, the one it names';
  end if;
  return null;
end $$;

create constraint trigger workspace_memberships_owner_required
    after insert or update or delete on app.workspace_memberships
    deferrable initially deferred for each row execute function app.require_owner();
create constraint trigger workspaces_owner_required
    after insert or update on app.workspaces
    deferrable initially deferred for each row execute function app.require_owner();
