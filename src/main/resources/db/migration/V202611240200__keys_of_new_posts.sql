-- A key of a request stands for what the request made: a run, or now a post.
alter table app.idempotency_keys alter column run_id drop not null;
alter table app.idempotency_keys add column post_id uuid;
alter table app.idempotency_keys add constraint idempotency_keys_one_thing check (num_nonnulls(run_id, post_id) = 1);
