-- People of the installation, their login sessions and what slows down guessing.
-- Everything here is global: schema core, no workspace, rights given column by column.

create table core.users (
    id uuid primary key,
    email text not null unique
        check (email = lower(email) and email = btrim(email) and char_length(email) between 3 and 254),
    email_display text not null check (char_length(email_display) <= 254),
    full_name text not null check (char_length(full_name) between 1 and 255),
    password_hash text check (password_hash like '{%}%'),
    email_verified_at timestamptz,
    is_active boolean not null default true,
    is_superuser boolean not null default false,
    default_workspace_id uuid,
    locale text not null default 'en' check (char_length(locale) between 2 and 35),
    time_zone text not null default 'UTC' check (char_length(time_zone) between 1 and 64),
    password_changed_at timestamptz,
    last_sign_in_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((password_hash is null) = (password_changed_at is null))
);

comment on column core.users.email is 'pii: contact; export: yes; erase: replace';
comment on column core.users.email_display is 'pii: contact; export: yes; erase: replace';
comment on column core.users.full_name is 'pii: identity; export: yes; erase: replace';
comment on column core.users.password_hash is 'pii: credential; export: no; erase: null';
comment on column core.users.locale is 'pii: behaviour; export: yes; erase: replace';
comment on column core.users.time_zone is 'pii: behaviour; export: yes; erase: replace';

-- The hash can be written by the application and read only by the small role that signs people in.
grant select (id, email, email_display, full_name, email_verified_at, is_active, is_superuser, default_workspace_id,
        locale, time_zone, password_changed_at, last_sign_in_at, created_at, updated_at),
    insert,
    update (email, email_display, full_name, password_hash, email_verified_at, is_active, is_superuser,
        default_workspace_id, locale, time_zone, password_changed_at, last_sign_in_at, updated_at)
    on core.users to postmagiq_app;
grant select (id, email, password_hash, is_active) on core.users to postmagiq_system;
grant select, insert, update, delete on core.users to postmagiq_maintenance;

create table core.active_sessions (
    id uuid primary key,
    user_id uuid not null references core.users (id) on delete cascade,
    kind text not null check (kind in ('web', 'api')),
    user_agent text check (char_length(user_agent) <= 400),
    device_label text not null check (char_length(device_label) <= 100),
    ip_address inet,
    created_at timestamptz not null,
    last_activity_at timestamptz not null,
    expires_at timestamptz not null,
    absolute_expires_at timestamptz not null,
    revoked_at timestamptz,
    revoked_reason text check (revoked_reason in ('logout', 'logout_all', 'password_changed', 'deactivated',
        'refresh_reuse', 'expired')),
    check (expires_at <= absolute_expires_at),
    check ((revoked_at is null) = (revoked_reason is null))
);

comment on column core.active_sessions.kind is 'pii: none';
comment on column core.active_sessions.user_agent is 'pii: network; export: yes; erase: delete';
comment on column core.active_sessions.device_label is 'pii: network; export: yes; erase: delete';
comment on column core.active_sessions.ip_address is 'pii: network; export: yes; erase: delete';
comment on column core.active_sessions.revoked_reason is 'pii: none';

-- "My sessions", "end all others" and the limit of live sessions per person.
create index active_sessions_live on core.active_sessions (user_id) where revoked_at is null;

grant select, insert, update (last_activity_at, expires_at, revoked_at, revoked_reason)
    on core.active_sessions to postmagiq_app;
grant select, insert, update, delete on core.active_sessions to postmagiq_maintenance;

create table core.refresh_tokens (
    id uuid primary key,
    session_id uuid not null references core.active_sessions (id) on delete cascade,
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    replaced_by_id uuid references core.refresh_tokens (id) on delete cascade,
    check (replaced_by_id is null or used_at is not null)
);

comment on column core.refresh_tokens.token_hash is 'pii: credential; export: no; erase: delete';

-- Deleting a session deletes its tokens.
create index refresh_tokens_session on core.refresh_tokens (session_id, issued_at desc);
-- Deleting a token looks for the one it replaced.
create index refresh_tokens_replaced_by on core.refresh_tokens (replaced_by_id) where replaced_by_id is not null;

grant select, insert, update (used_at, replaced_by_id) on core.refresh_tokens to postmagiq_app;
grant select, insert, update, delete on core.refresh_tokens to postmagiq_maintenance;

-- Failed sign-ins as leaky buckets: a bucket is empty again at empty_at, and each failure moves that instant on by
-- the bucket's interval. Keys are digests, so the table names nobody; it may be lost in a crash.
create unlogged table core.sign_in_throttles (
    bucket_hash bytea primary key check (octet_length(bucket_hash) = 32),
    empty_at timestamptz not null
);

comment on column core.sign_in_throttles.bucket_hash is 'pii: none';

-- The sweep of buckets that ran empty.
create index sign_in_throttles_empty on core.sign_in_throttles (empty_at);

grant select, insert, update, delete on core.sign_in_throttles to postmagiq_app;
