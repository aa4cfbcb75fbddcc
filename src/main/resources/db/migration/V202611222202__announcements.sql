-- What operators tell everybody who is signed in, above every page, for a time.
create table core.announcements (
    id uuid primary key,
    title text not null check (char_length(title) between 1 and 120),
    body text not null check (char_length(body) <= 1000),
    level text not null check (level in ('info', 'warning', 'danger')),
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at),
    created_by_id uuid not null,
    created_at timestamptz not null
);
comment on column core.announcements.title is 'pii: none';
comment on column core.announcements.body is 'pii: none';
comment on column core.announcements.level is 'pii: none';
comment on column core.announcements.created_by_id is 'pii: identity; export: yes; erase: keep:belongs to the installation';
-- What holds now.
create index announcements_end on core.announcements (ends_at);
grant select, insert, delete on core.announcements to postmagiq_app;
grant select, insert, update, delete on core.announcements to postmagiq_maintenance;
