-- Mail that waits, was sent or failed. Rows hold ids and times; texts are read when the mail is built, and what must
-- not be readable at rest, such as the token of a link, is encrypted and removed a day after the end.
create table core.email_queue (
    id uuid primary key,
    workspace_id uuid,
    account_id uuid,
    user_id uuid,
    -- null once the row is older than ninety days
    to_email text check (char_length(to_email) between 3 and 254),
    to_name text check (char_length(to_name) <= 255),
    template text not null check (template ~ '^[a-z][a-z_]{2,40}$'),
    locale text not null check (char_length(locale) between 2 and 35),
    params jsonb not null default '{}',
    secret_data bytea,
    -- whether there were secrets: a mail whose link has been removed cannot be sent again
    secrets_kept boolean not null default false,
    category text not null check (category in ('transactional', 'notification', 'digest', 'marketing')),
    status text not null default 'pending'
        check (status in ('pending', 'sending', 'sent', 'failed', 'suppressed', 'cancelled')),
    attempts int not null default 0 check (attempts >= 0),
    next_attempt_at timestamptz,
    sent_at timestamptz,
    provider text check (provider in ('smtp', 'log')),
    -- the Message-ID: the same over all attempts, so that a second delivery is recognised as one
    provider_message_id text check (char_length(provider_message_id) <= 300),
    error_message text check (char_length(error_message) <= 500),
    dedupe_key text unique check (char_length(dedupe_key) between 1 and 200),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((status = 'sent') = (sent_at is not null)),
    check ((status in ('pending', 'sending')) = (next_attempt_at is not null)),
    check (to_email is not null or status not in ('pending', 'sending'))
);

comment on column core.email_queue.to_email is 'pii: contact; export: yes; erase: null';
comment on column core.email_queue.to_name is 'pii: identity; export: yes; erase: null';
comment on column core.email_queue.template is 'pii: none';
comment on column core.email_queue.locale is 'pii: behaviour; export: yes; erase: replace';
comment on column core.email_queue.params is 'pii: none';
comment on column core.email_queue.secret_data is 'pii: credential; export: no; erase: null';
comment on column core.email_queue.category is 'pii: none';
comment on column core.email_queue.status is 'pii: none';
comment on column core.email_queue.provider is 'pii: none';
comment on column core.email_queue.provider_message_id is 'pii: none';
comment on column core.email_queue.error_message is 'pii: contact; export: no; erase: null';
comment on column core.email_queue.dedupe_key is 'pii: none';

-- What waits, for whoever looks why.
create index email_queue_waiting on core.email_queue (status, next_attempt_at)
    where status in ('pending', 'sending');
-- The hourly clean-up: secrets after a day, people after ninety.
create index email_queue_secrets on core.email_queue (updated_at) where secret_data is not null;
create index email_queue_people on core.email_queue (updated_at) where to_email is not null;

grant select, insert,
    update (to_email, to_name, params, secret_data, status, attempts, next_attempt_at, sent_at, provider,
        provider_message_id, error_message, updated_at)
    on core.email_queue to postmagiq_app;
grant select, insert, update, delete on core.email_queue to postmagiq_maintenance;

-- Addresses that must not be written to again. Digests: the list names nobody.
create table core.email_suppressions (
    email_hash bytea not null check (octet_length(email_hash) = 32),
    reason text not null check (reason in ('hard_bounce', 'complaint', 'unsubscribed', 'manual')),
    -- null suppresses every kind of mail
    category text check (category in ('transactional', 'notification', 'digest', 'marketing')),
    created_at timestamptz not null,
    unique nulls not distinct (email_hash, category)
);

comment on column core.email_suppressions.email_hash is 'pii: none';
comment on column core.email_suppressions.reason is 'pii: none';
comment on column core.email_suppressions.category is 'pii: none';

grant select, insert, delete on core.email_suppressions to postmagiq_app;
grant select, insert, update, delete on core.email_suppressions to postmagiq_maintenance;
