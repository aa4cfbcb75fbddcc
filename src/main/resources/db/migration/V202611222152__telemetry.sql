-- How the product is used, for one workspace at a time. Names of people leave after a year at most.
alter table app.workspaces
    -- above what any of its people allow
    add column telemetry_enabled boolean not null default true;

create table app.telemetry_events (
    workspace_id uuid not null,
    id uuid not null,
    occurred_at timestamptz not null,
    received_at timestamptz not null,
    user_id uuid,
    -- of session and day: events of one sitting, and no more
    session_hash bytea check (octet_length(session_hash) = 32),
    event_category text not null check (event_category in ('navigation', 'config', 'generation', 'feedback', 'operational')),
    event_action text not null check (event_action ~ '^[a-z0-9_]{1,50}$'),
    entity_id uuid,
    payload jsonb not null default '{}' check (jsonb_typeof(payload) = 'object' and octet_length(payload::text) <= 5000),
    app_version text not null check (char_length(app_version) <= 60),
    is_anonymized boolean not null default false,
    primary key (workspace_id, id, occurred_at),
    check (not is_anonymized or user_id is null and session_hash is null)
) partition by range (occurred_at);

comment on column app.telemetry_events.session_hash is 'pii: behaviour; export: no; erase: null';
comment on column app.telemetry_events.event_category is 'pii: none';
comment on column app.telemetry_events.event_action is 'pii: none';
comment on column app.telemetry_events.payload is 'pii: behaviour; export: yes; erase: replace';
comment on column app.telemetry_events.app_version is 'pii: none';

create index telemetry_events_category on app.telemetry_events (workspace_id, event_category, occurred_at);
-- A person's own events: for the copy of their data, and for taking their name away.
create index telemetry_events_person on app.telemetry_events (workspace_id, user_id) where user_id is not null;

call app.fence('app.telemetry_events');

-- The sweep asks which workspaces have any.
create policy system_rows on app.telemetry_events for select to postmagiq_system using (true);
grant select (workspace_id, occurred_at, is_anonymized) on app.telemetry_events to postmagiq_system;

create procedure app.make_telemetry_month(day date)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  first date := date_trunc('month', day)::date;
  name text := 'telemetry_events_' || to_char(first, 'YYYY_MM');
begin
  if to_regclass('app.' || name) is null then
    execute format('create table app.%I partition of app.telemetry_events for values from (%L) to (%L)', name,
      first || ' 00:00:00+00', (first + interval '1 month')::date || ' 00:00:00+00');
    execute format('call app.fence(%L)', 'app.' || name);
    execute format('revoke all on app.%I from postmagiq_app', name);
  end if;
end $$;

-- Months that ended before that day go; the number of dropped ones comes back.
create procedure app.drop_telemetry_months(ended_before date, inout dropped int)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  old regclass;
begin
  dropped := 0;
  for old in
    select i.inhrelid::regclass from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'app.telemetry_events'::regclass
       and c.relname ~ '^telemetry_events_\d{4}_\d{2}$'
       and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= ended_before
  loop
    execute format('drop table %s', old);
    dropped := dropped + 1;
  end loop;
end $$;

create table app.telemetry_events_rest partition of app.telemetry_events default;
call app.fence('app.telemetry_events_rest');
revoke all on app.telemetry_events_rest from postmagiq_app;

do $$
begin
  for months in 0..13 loop
    call app.make_telemetry_month((now() at time zone 'UTC' + make_interval(months => months))::date);
  end loop;
end $$;
