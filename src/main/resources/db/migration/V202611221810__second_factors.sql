-- How a session was proved and when last, and what besides a password proves a person.

alter table core.active_sessions
    add column amr text[] not null default '{pwd}'
        check (amr <@ array['pwd', 'otp', 'recovery', 'passkey', 'presence', 'oidc'] and cardinality(amr) > 0),
    add column authenticated_at timestamptz;
update core.active_sessions set authenticated_at = created_at;
alter table core.active_sessions
    alter column amr drop default,
    alter column authenticated_at set not null;

comment on column core.active_sessions.amr is 'pii: none';

grant update (amr, authenticated_at) on core.active_sessions to postmagiq_app;

alter table core.active_sessions drop constraint active_sessions_revoked_reason_check;
alter table core.active_sessions add constraint active_sessions_revoked_reason_check
    check (revoked_reason in ('logout', 'logout_all', 'password_changed', 'password_reset', 'email_changed',
        'deactivated', 'refresh_reuse', 'admin', 'erased', 'membership_lost', 'link_revoked', 'expired'));

create table core.second_factors (
    id uuid primary key,
    user_id uuid not null references core.users (id) on delete cascade,
    kind text not null check (kind in ('totp')),
    label text not null check (char_length(label) between 1 and 60),
    secret_enc bytea not null,
    confirmed_at timestamptz,
    -- the newest step of which a code was accepted: each works once
    last_step bigint,
    created_at timestamptz not null,
    last_used_at timestamptz,
    check (confirmed_at is null or last_step is not null)
);

comment on column core.second_factors.kind is 'pii: none';
comment on column core.second_factors.label is 'pii: behaviour; export: yes; erase: delete';
comment on column core.second_factors.secret_enc is 'pii: credential; export: no; erase: delete';

-- One authenticator in force per person, and at most one that waits for its first code.
create unique index second_factors_in_force on core.second_factors (user_id, kind) where confirmed_at is not null;
create unique index second_factors_waiting on core.second_factors (user_id, kind) where confirmed_at is null;

grant select, insert, delete, update (confirmed_at, last_step, last_used_at) on core.second_factors to postmagiq_app;
grant select, insert, update, delete on core.second_factors to postmagiq_maintenance;

create table core.recovery_codes (
    id uuid primary key,
    user_id uuid not null references core.users (id) on delete cascade,
    code_hash bytea not null unique check (octet_length(code_hash) = 32),
    used_at timestamptz
);

comment on column core.recovery_codes.code_hash is 'pii: credential; export: no; erase: delete';

-- A person's codes: using one, counting what is left, replacing all.
create index recovery_codes_user on core.recovery_codes (user_id);

grant select, insert, delete, update (used_at) on core.recovery_codes to postmagiq_app;
grant select, insert, update, delete on core.recovery_codes to postmagiq_maintenance;

create table core.passkeys (
    id uuid primary key,
    user_id uuid not null references core.users (id) on delete cascade,
    credential_id bytea not null unique check (octet_length(credential_id) between 1 and 1023),
    -- the authenticator's public key as it sent it (COSE), with its model and its own id of the key
    public_key bytea not null,
    sign_count bigint not null check (sign_count >= 0),
    transports text[] not null,
    backup_eligible boolean not null,
    backed_up boolean not null,
    name text not null check (char_length(name) between 1 and 60),
    created_at timestamptz not null,
    last_used_at timestamptz
);

comment on column core.passkeys.credential_id is 'pii: credential; export: no; erase: delete';
comment on column core.passkeys.public_key is 'pii: credential; export: no; erase: delete';
comment on column core.passkeys.transports is 'pii: none';
comment on column core.passkeys.name is 'pii: behaviour; export: yes; erase: delete';

-- A person's passkeys, at most ten.
create index passkeys_user on core.passkeys (user_id);

grant select, insert, delete, update (sign_count, backed_up, name, last_used_at) on core.passkeys to postmagiq_app;
grant select, insert, update, delete on core.passkeys to postmagiq_maintenance;

create table core.user_identities (
    id uuid primary key,
    user_id uuid not null references core.users (id) on delete cascade,
    provider text not null check (char_length(provider) between 1 and 60),
    issuer text not null check (char_length(issuer) <= 500),
    subject text not null check (char_length(subject) between 1 and 255),
    email_at_link text check (char_length(email_at_link) <= 254),
    linked_at timestamptz not null,
    last_used_at timestamptz not null,
    unique (issuer, subject)
);

comment on column core.user_identities.provider is 'pii: none';
comment on column core.user_identities.issuer is 'pii: none';
comment on column core.user_identities.subject is 'pii: identity; export: yes; erase: delete';
comment on column core.user_identities.email_at_link is 'pii: contact; export: yes; erase: delete';

-- The accounts elsewhere a person signs in with.
create index user_identities_user on core.user_identities (user_id);

grant select, insert, delete, update (last_used_at) on core.user_identities to postmagiq_app;
grant select, insert, update, delete on core.user_identities to postmagiq_maintenance;

-- Steps of signing in that wait for the next: a right password for its code, a passkey's challenge, a visit to an
-- issuer. Whoever holds the token may take the next step, a few times, for a few minutes.
create table core.sign_in_attempts (
    id uuid primary key,
    kind text not null check (kind in ('second_factor', 'passkey_login', 'passkey_register', 'oidc_state', 'oidc_code')),
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    user_id uuid references core.users (id) on delete cascade,
    payload_enc bytea not null,
    tries int not null default 0 check (tries between 0 and 5),
    expires_at timestamptz not null,
    used_at timestamptz
);

comment on column core.sign_in_attempts.kind is 'pii: none';
comment on column core.sign_in_attempts.token_hash is 'pii: credential; export: no; erase: delete';
comment on column core.sign_in_attempts.payload_enc is 'pii: credential; export: no; erase: delete';

-- Deleting a person.
create index sign_in_attempts_user on core.sign_in_attempts (user_id) where user_id is not null;
-- The sweep of those that are over.
create index sign_in_attempts_end on core.sign_in_attempts (expires_at);

grant select, insert, delete, update (tries, used_at) on core.sign_in_attempts to postmagiq_app;
grant select, insert, update, delete on core.sign_in_attempts to postmagiq_maintenance;
