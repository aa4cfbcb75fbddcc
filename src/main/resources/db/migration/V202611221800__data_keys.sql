-- Keys of stored secrets, wrapped by a master key that is never in the database.
create table core.data_keys (
    id uuid primary key,
    master_key text not null,
    wrapped_key bytea not null,
    created_at timestamptz not null
);

comment on column core.data_keys.master_key is 'pii: none';
comment on column core.data_keys.wrapped_key is 'pii: none';

grant select, insert, update (master_key, wrapped_key) on core.data_keys to postmagiq_app;
grant select, insert, update, delete on core.data_keys to postmagiq_maintenance;
