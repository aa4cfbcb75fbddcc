-- What people allow, and the way they leave.
alter table core.users
    -- how long what they do is kept under their name; 0 as long as everybody's
    add column data_retention_days int not null default 365 check (data_retention_days in (0, 30, 90, 365)),
    add column activity_logging_enabled boolean not null default true,
    -- set while somebody who asked to be erased can still change their mind
    add column erase_after timestamptz,
    add column erased_at timestamptz,
    add constraint users_erased_check check (erased_at is null or not is_active and password_hash is null);

create index users_to_erase on core.users (erase_after) where erase_after is not null;

grant select (data_retention_days, activity_logging_enabled, erase_after, erased_at),
    update (data_retention_days, activity_logging_enabled, erase_after, erased_at)
    on core.users to postmagiq_app;

-- Every answer stays: what somebody agreed to, in which words, when and on which way.
create table core.privacy_consents (
    id uuid primary key,
    user_id uuid not null references core.users (id) on delete cascade,
    key text not null check (key in ('analytics', 'feedback_collection', 'marketing')),
    granted boolean not null,
    wording_version text not null check (char_length(wording_version) between 1 and 20),
    source text not null check (source in ('register', 'settings', 'api')),
    ip inet,
    at timestamptz not null
);

comment on column core.privacy_consents.key is 'pii: none';
comment on column core.privacy_consents.wording_version is 'pii: none';
comment on column core.privacy_consents.source is 'pii: none';
comment on column core.privacy_consents.ip is 'pii: network; export: yes; erase: null';

-- The newest answer of a person to each question.
create index on core.privacy_consents (user_id, key, id desc);

grant select, insert, update (ip) on core.privacy_consents to postmagiq_app;
grant select, insert, update, delete on core.privacy_consents to postmagiq_maintenance;

-- The proof that somebody was erased; it names nobody, and fits whoever knows the id.
create table core.erasures (
    id uuid primary key,
    user_id_hash bytea not null check (octet_length(user_id_hash) = 32),
    requested_at timestamptz not null,
    erased_at timestamptz,
    counts jsonb check (jsonb_typeof(counts) = 'object'),
    check ((erased_at is null) = (counts is null))
);

comment on column core.erasures.user_id_hash is 'pii: none';
comment on column core.erasures.counts is 'pii: none';

create unique index erasures_open on core.erasures (user_id_hash) where erased_at is null;

grant select, insert, update (erased_at, counts), delete on core.erasures to postmagiq_app;
grant select, insert, update, delete on core.erasures to postmagiq_maintenance;

alter table core.one_time_tokens drop constraint one_time_tokens_purpose_check;
alter table core.one_time_tokens add constraint one_time_tokens_purpose_check
    check (purpose in ('password_reset', 'email_verification', 'email_change', 'erasure_cancel'));

-- A mail whose reader was erased has no language any more.
alter table core.email_queue alter column locale set default 'en';
grant update (locale) on core.email_queue to postmagiq_app;

-- Asked by the system role: where somebody was a member under which address.
grant select (email) on app.workspace_memberships to postmagiq_system;
