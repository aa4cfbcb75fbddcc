-- Links that prove an address or let somebody choose a new password. Only digests of them are kept.
create table core.one_time_tokens (
    id uuid primary key,
    user_id uuid not null references core.users (id) on delete cascade,
    purpose text not null check (purpose in ('password_reset', 'email_verification', 'email_change')),
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    -- the address this link proves
    email text not null check (email = lower(email) and char_length(email) between 3 and 254),
    email_display text not null check (char_length(email_display) <= 254),
    expires_at timestamptz not null,
    used_at timestamptz,
    superseded_at timestamptz,
    created_at timestamptz not null,
    check (used_at is null or superseded_at is null)
);

comment on column core.one_time_tokens.purpose is 'pii: none';
comment on column core.one_time_tokens.token_hash is 'pii: credential; export: no; erase: delete';
comment on column core.one_time_tokens.email is 'pii: contact; export: yes; erase: delete';
comment on column core.one_time_tokens.email_display is 'pii: contact; export: yes; erase: delete';

-- A new link makes the person's older ones of its kind useless.
create index one_time_tokens_open on core.one_time_tokens (user_id, purpose) where used_at is null;
-- The daily sweep, thirty days after their end.
create index one_time_tokens_end on core.one_time_tokens (expires_at);

grant select, insert, update (used_at, superseded_at), delete on core.one_time_tokens to postmagiq_app;
grant select, insert, update, delete on core.one_time_tokens to postmagiq_maintenance;

alter table core.active_sessions drop constraint active_sessions_revoked_reason_check;
alter table core.active_sessions add constraint active_sessions_revoked_reason_check
    check (revoked_reason in ('logout', 'logout_all', 'password_changed', 'password_reset', 'email_changed',
        'deactivated', 'refresh_reuse', 'admin', 'erased', 'membership_lost', 'link_revoked', 'expired'));
