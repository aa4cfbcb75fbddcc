-- Browsers that signed somebody in before. Each has an allowance of its own for wrong passwords, so that strangers who
-- guess cannot keep the owner of an account out.
create table core.known_devices (
    id uuid primary key,
    user_id uuid not null references core.users (id) on delete cascade,
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    device_label text not null check (char_length(device_label) <= 100),
    created_at timestamptz not null,
    last_used_at timestamptz not null
);

comment on column core.known_devices.token_hash is 'pii: credential; export: no; erase: delete';
comment on column core.known_devices.device_label is 'pii: network; export: yes; erase: delete';

-- Deleting a person; keeping at most so many per person.
create index known_devices_user on core.known_devices (user_id, last_used_at desc);

-- The sweep of browsers unused for long.
create index known_devices_unused on core.known_devices (last_used_at);

grant select, insert, delete, update (last_used_at) on core.known_devices to postmagiq_app;
grant select, insert, update, delete on core.known_devices to postmagiq_maintenance;
