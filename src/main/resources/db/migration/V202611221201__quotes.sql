-- Prices people were told before a start, for ten minutes each.
create table app.run_quotes (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    -- Of everything the price follows from: configuration, tier, weights and the models' prices.
    fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
    created_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > created_at),
    primary key (workspace_id, id)
);
-- What may be let go.
create index on app.run_quotes (workspace_id, expires_at);
call app.fence('app.run_quotes');

alter table app.workflow_runs
    -- The quote the run was started with; it may be gone by now.
    add column quote_id uuid,
    -- What the run may cost in credits, paid revisions included; null is what was quoted.
    add column max_credits int check (max_credits >= 0);
-- Finished runs like the one somebody asks the price of.
create index on app.workflow_runs (workspace_id, config_slug, tier, completed_at desc)
    where status = 'complete' and purpose = 'post';
