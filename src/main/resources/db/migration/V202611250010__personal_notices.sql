-- What a person is told inside the application and belongs to no workspace: that an operator acts for them, say.
create table core.user_notices (
    id uuid primary key,
    user_id uuid not null references core.users (id) on delete cascade,
    actor_id uuid,
    type text not null check (type ~ '^[a-z_]{1,60}$'),
    title text not null check (char_length(title) between 1 and 255),
    body text not null check (char_length(body) <= 2000),
    priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
    entity_type text check (char_length(entity_type) <= 60),
    entity_id uuid,
    -- A path of this application, never an address elsewhere.
    action_url text check (action_url ~ '^/([^/\\]|$)' and char_length(action_url) <= 500),
    dedupe_key text check (char_length(dedupe_key) <= 200),
    read_at timestamptz,
    dismissed_at timestamptz,
    created_at timestamptz not null,
    unique (user_id, dedupe_key)
);
comment on column core.user_notices.type is 'pii: none';
comment on column core.user_notices.title is 'pii: content; export: yes; erase: delete';
comment on column core.user_notices.body is 'pii: content; export: yes; erase: delete';
comment on column core.user_notices.priority is 'pii: none';
comment on column core.user_notices.entity_type is 'pii: none';
comment on column core.user_notices.action_url is 'pii: none';
comment on column core.user_notices.dedupe_key is 'pii: none';
-- The list, and what the bell counts.
create index user_notices_newest on core.user_notices (user_id, id desc);
create index user_notices_unread on core.user_notices (user_id) where read_at is null and dismissed_at is null;
-- What is old enough to go.
create index user_notices_age on core.user_notices (created_at);
grant select, insert, update (read_at, dismissed_at), delete on core.user_notices to postmagiq_app;
grant select, insert, update, delete on core.user_notices to postmagiq_maintenance;
