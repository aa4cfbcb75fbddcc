-- How often somebody called within the present window. Shared by all nodes; may be lost in a crash.
create unlogged table core.rate_limit_buckets (
    bucket_key text primary key check (char_length(bucket_key) <= 200),
    used int not null check (used > 0),
    window_ends timestamptz not null
);

comment on column core.rate_limit_buckets.bucket_key is 'pii: network; export: no; erase: none';

-- The sweep of windows that have ended.
create index rate_limit_buckets_ended on core.rate_limit_buckets (window_ends);

grant select, insert, update, delete on core.rate_limit_buckets to postmagiq_app;
grant select, insert, update, delete on core.rate_limit_buckets to postmagiq_maintenance;
