-- Who did what. Entries hold ids, never names, addresses or content; from where somebody came lies beside them for
-- thirty days. What happens in a workspace is in app, behind its fence; signing in, operators' work and whatever else
-- has no workspace is in core. No rule ties entries to rows of other tables: they outlive them.

create function app.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception using errcode = '42501',
    message = format('Rows of %I.%I are never changed or deleted', tg_table_schema, tg_table_name);
end $$;

create table app.audit_logs (
    workspace_id uuid not null,
    id uuid not null,
    occurred_at timestamptz not null,
    -- The database's own clock: the order of the seals.
    recorded_at timestamptz not null default clock_timestamp(),
    actor_type text not null check (actor_type in ('user', 'api_key', 'portal', 'link', 'system', 'operator')),
    actor_id uuid,
    impersonator_id uuid,
    account_id uuid,
    action text not null check (action ~ '^[a-z_]+(\.[a-z_]+)+$'),
    via text not null check (via in ('web', 'api', 'mcp', 'cli', 'portal', 'task')),
    resource_type text check (char_length(resource_type) between 1 and 60),
    resource_id uuid,
    changes jsonb check (jsonb_typeof(changes) = 'object'),
    outcome text not null check (outcome in ('success', 'denied', 'failed')),
    request_id uuid,
    primary key (workspace_id, id, occurred_at)
) partition by range (occurred_at);

-- The list, narrowed by person, action or thing; and sealing in the order of recording.
create index audit_logs_newest on app.audit_logs (workspace_id, occurred_at desc, id desc);
create index audit_logs_actor on app.audit_logs (workspace_id, actor_id, occurred_at desc);
create index audit_logs_action on app.audit_logs (workspace_id, action, occurred_at desc);
create index audit_logs_resource on app.audit_logs (workspace_id, resource_type, resource_id, occurred_at desc);
create index audit_logs_recorded on app.audit_logs (workspace_id, recorded_at, id);

call app.fence('app.audit_logs');
revoke update, delete on app.audit_logs from postmagiq_app, postmagiq_maintenance;
create trigger audit_logs_append_only before update or delete on app.audit_logs
    for each row execute function app.refuse_change();

-- Operators look over all workspaces; sealing asks which of them have new entries.
create policy system_rows on app.audit_logs for select to postmagiq_system using (true);
grant select on app.audit_logs to postmagiq_system;

create table core.audit_logs (
    workspace_id uuid check (workspace_id is null),
    id uuid not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    actor_type text not null check (actor_type in ('user', 'api_key', 'portal', 'link', 'system', 'operator')),
    actor_id uuid,
    impersonator_id uuid,
    account_id uuid,
    action text not null check (action ~ '^[a-z_]+(\.[a-z_]+)+$'),
    via text not null check (via in ('web', 'api', 'mcp', 'cli', 'portal', 'task')),
    resource_type text check (char_length(resource_type) between 1 and 60),
    resource_id uuid,
    changes jsonb check (jsonb_typeof(changes) = 'object'),
    outcome text not null check (outcome in ('success', 'denied', 'failed')),
    request_id uuid,
    primary key (id, occurred_at)
) partition by range (occurred_at);

create index audit_logs_newest on core.audit_logs (occurred_at desc, id desc);
create index audit_logs_actor on core.audit_logs (actor_id, occurred_at desc);
create index audit_logs_action on core.audit_logs (action, occurred_at desc);
create index audit_logs_recorded on core.audit_logs (recorded_at, id);

grant select, insert on core.audit_logs to postmagiq_app, postmagiq_maintenance;
grant select on core.audit_logs to postmagiq_system;
create trigger audit_logs_append_only before update or delete on core.audit_logs
    for each row execute function app.refuse_change();

-- From where an entry came; outside of the seals, gone after thirty days.
create table app.audit_origins (
    workspace_id uuid not null,
    audit_id uuid not null,
    ip_address inet,
    user_agent text check (char_length(user_agent) <= 400),
    recorded_at timestamptz not null,
    primary key (workspace_id, audit_id)
);
-- The sweep of old ones.
create index audit_origins_age on app.audit_origins (recorded_at);
call app.fence('app.audit_origins');
revoke update on app.audit_origins from postmagiq_app;
create policy system_rows on app.audit_origins for select to postmagiq_system using (true);
grant select on app.audit_origins to postmagiq_system;

create table core.audit_origins (
    workspace_id uuid check (workspace_id is null),
    audit_id uuid primary key,
    ip_address inet,
    user_agent text check (char_length(user_agent) <= 400),
    recorded_at timestamptz not null
);
create index audit_origins_age on core.audit_origins (recorded_at);
grant select, insert, delete on core.audit_origins to postmagiq_app, postmagiq_maintenance;
grant select on core.audit_origins to postmagiq_system;

-- Seals over what was recorded: each covers the time since the one before it and names that one's digest.
create table app.audit_seals (
    workspace_id uuid not null,
    seal_no bigint not null check (seal_no > 0),
    range_from timestamptz not null,
    range_to timestamptz not null check (range_to > range_from),
    entry_count int not null check (entry_count >= 0),
    digest bytea not null check (octet_length(digest) = 32),
    previous_digest bytea check (octet_length(previous_digest) = 32),
    key_id text not null,
    hmac bytea not null check (octet_length(hmac) = 32),
    sealed_at timestamptz not null,
    primary key (workspace_id, seal_no)
);
call app.fence('app.audit_seals');
revoke update, delete on app.audit_seals from postmagiq_app, postmagiq_maintenance;
create trigger audit_seals_append_only before update or delete on app.audit_seals
    for each row execute function app.refuse_change();

create table core.audit_seals (
    workspace_id uuid check (workspace_id is null),
    seal_no bigint primary key check (seal_no > 0),
    range_from timestamptz not null,
    range_to timestamptz not null check (range_to > range_from),
    entry_count int not null check (entry_count >= 0),
    digest bytea not null check (octet_length(digest) = 32),
    previous_digest bytea check (octet_length(previous_digest) = 32),
    key_id text not null,
    hmac bytea not null check (octet_length(hmac) = 32),
    sealed_at timestamptz not null
);
grant select, insert on core.audit_seals to postmagiq_app, postmagiq_maintenance;
create trigger audit_seals_append_only before update or delete on core.audit_seals
    for each row execute function app.refuse_change();

-- The newest seal a second time: without it nobody would miss a newest seal that was taken away.
create table app.audit_heads (
    workspace_id uuid primary key,
    seal_no bigint not null check (seal_no > 0),
    range_from timestamptz not null,
    range_to timestamptz not null,
    hmac bytea not null check (octet_length(hmac) = 32)
);
call app.fence('app.audit_heads');
revoke delete on app.audit_heads from postmagiq_app;
create policy system_rows on app.audit_heads for select to postmagiq_system using (true);
grant select (workspace_id, range_to) on app.audit_heads to postmagiq_system;

create table core.audit_heads (
    workspace_id uuid unique nulls not distinct check (workspace_id is null),
    seal_no bigint not null check (seal_no > 0),
    range_from timestamptz not null,
    range_to timestamptz not null,
    hmac bytea not null check (octet_length(hmac) = 32)
);
grant select, insert, update on core.audit_heads to postmagiq_app, postmagiq_maintenance;

do $$
declare
  s text;
  c text;
begin
  foreach s in array array['app', 'core'] loop
    foreach c in array array['actor_type', 'action', 'via', 'resource_type', 'changes', 'outcome'] loop
      execute format('comment on column %I.audit_logs.%I is %L', s, c, 'pii: none');
    end loop;
    execute format('comment on column %I.audit_origins.ip_address is %L', s, 'pii: network; export: yes; erase: delete');
    execute format('comment on column %I.audit_origins.user_agent is %L', s, 'pii: network; export: yes; erase: delete');
    execute format('comment on column %I.audit_seals.key_id is %L', s, 'pii: none');
    execute format('comment on column %I.audit_seals.digest is %L', s, 'pii: none');
    execute format('comment on column %I.audit_seals.previous_digest is %L', s, 'pii: none');
    execute format('comment on column %I.audit_seals.hmac is %L', s, 'pii: none');
    execute format('comment on column %I.audit_heads.hmac is %L', s, 'pii: none');
  end loop;
end $$;

-- Months of both logs. A partition is reached through its log only; its own fence is for whoever gets past that.
create procedure app.make_audit_month(day date)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  first date := date_trunc('month', day)::date;
  name text := 'audit_logs_' || to_char(first, 'YYYY_MM');
  bounds text := format('for values from (%L) to (%L)',
    first || ' 00:00:00+00', (first + interval '1 month')::date || ' 00:00:00+00');
begin
  if to_regclass('app.' || name) is null then
    execute format('create table app.%I partition of app.audit_logs %s', name, bounds);
    execute format('call app.fence(%L)', 'app.' || name);
    execute format('revoke all on app.%I from postmagiq_app', name);
    execute format('revoke update, delete on app.%I from postmagiq_maintenance', name);
  end if;
  if to_regclass('core.' || name) is null then
    execute format('create table core.%I partition of core.audit_logs %s', name, bounds);
  end if;
end $$;

-- Months that ended before that day go; the number of dropped ones, both logs together, comes back.
create procedure app.drop_audit_months(ended_before date, inout dropped int)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  old regclass;
begin
  dropped := 0;
  for old in
    select i.inhrelid::regclass from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent in ('app.audit_logs'::regclass, 'core.audit_logs'::regclass)
       and c.relname ~ '^audit_logs_\d{4}_\d{2}$'
       and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= ended_before
  loop
    execute format('drop table %s', old);
    dropped := dropped + 1;
  end loop;
end $$;

-- Whatever falls into no month that was made.
create table app.audit_logs_rest partition of app.audit_logs default;
call app.fence('app.audit_logs_rest');
revoke all on app.audit_logs_rest from postmagiq_app;
revoke update, delete on app.audit_logs_rest from postmagiq_maintenance;
create table core.audit_logs_rest partition of core.audit_logs default;

do $$
begin
  for months in 0..13 loop
    call app.make_audit_month((now() at time zone 'UTC' + make_interval(months => months))::date);
  end loop;
end $$;
