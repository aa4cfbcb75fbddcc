-- What operators of the installation do: acting for somebody, and holding back accounts.

alter table core.active_sessions drop constraint active_sessions_kind_check;
alter table core.active_sessions add constraint active_sessions_kind_check
    check (kind in ('web', 'api', 'impersonation'));
alter table core.active_sessions drop constraint active_sessions_revoked_reason_check;
alter table core.active_sessions add constraint active_sessions_revoked_reason_check
    check (revoked_reason in ('logout', 'logout_all', 'password_changed', 'password_reset', 'email_changed',
        'deactivated', 'refresh_reuse', 'admin', 'erased', 'membership_lost', 'link_revoked', 'expired'));

create table core.impersonations (
    id uuid primary key,
    operator_id uuid not null references core.users (id),
    target_user_id uuid not null references core.users (id),
    reason text not null check (char_length(reason) between 10 and 500),
    ticket_ref text check (char_length(ticket_ref) between 1 and 100),
    session_id uuid references core.active_sessions (id) on delete set null,
    started_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    ended_by text check (ended_by in ('operator', 'expiry', 'target', 'system')),
    request_count int not null default 0,
    check (operator_id <> target_user_id),
    check ((ended_at is null) = (ended_by is null))
);

comment on column core.impersonations.reason is 'pii: none';
comment on column core.impersonations.ticket_ref is 'pii: none';
comment on column core.impersonations.ended_by is 'pii: none';

-- One at a time for each operator.
create unique index impersonations_running on core.impersonations (operator_id) where ended_at is null;
-- The check on every request asks whether a session is one of these.
create unique index impersonations_session on core.impersonations (session_id) where session_id is not null;
-- Of whom: what runs now, for the person; and erasing them.
create index impersonations_target on core.impersonations (target_user_id, started_at desc);

grant select, insert, update (session_id, ended_at, ended_by, request_count) on core.impersonations to postmagiq_app;
grant select, insert, update, delete on core.impersonations to postmagiq_maintenance;

-- Accounts that an operator holds back: a row while it lasts. Here and not in the account's own row, because the
-- check on every request of a workspace reads it, and accounts are closed to it.
create table core.account_suspensions (
    account_id uuid primary key references app.accounts (id) on delete cascade,
    reason text not null check (char_length(reason) between 3 and 500),
    suspended_by uuid not null references core.users (id),
    suspended_at timestamptz not null
);

comment on column core.account_suspensions.reason is 'pii: none';

-- Erasing a person asks what they did.
create index account_suspensions_operator on core.account_suspensions (suspended_by);

grant select, insert, delete on core.account_suspensions to postmagiq_app;
grant select on core.account_suspensions to postmagiq_system;
grant select, insert, update, delete on core.account_suspensions to postmagiq_maintenance;

-- Operators see which accounts and workspaces there are, and how much happens: counts and states, no content.
do $$
begin
  if not exists (select from pg_policy
                  where polrelid = 'app.accounts'::regclass and polname = 'system_rows') then
    create policy system_rows on app.accounts for select to postmagiq_system using (true);
  end if;
end $$;
grant select (id, name, owner_id, created_at) on app.accounts to postmagiq_system;
grant select (owner_id, created_at) on app.workspaces to postmagiq_system;
grant select (full_name) on core.users to postmagiq_system;
create policy system_rows on app.posts for select to postmagiq_system using (true);
grant select (workspace_id, id) on app.posts to postmagiq_system;
create policy system_rows on app.agent_invocations for select to postmagiq_system using (true);
grant select (workspace_id, provider, input_tokens, output_tokens, cost_usd, started_at) on app.agent_invocations
    to postmagiq_system;
grant select (task_name, task_instance, execution_time, picked, last_success, last_failure, consecutive_failures)
    on core.scheduled_tasks to postmagiq_system;
