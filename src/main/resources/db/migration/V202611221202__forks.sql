-- A run that goes on from a state of another one, with changes. It refers to what the other run had produced by then.
alter table app.workflow_runs
    add column fork_of uuid,
    add column fork_state text,
    add column fork_visit int check (fork_visit > 0),
    -- The agents of the entered fan-out that are asked again; none is all of them.
    add column fork_slots text[] not null default '{}',
    -- Draws the neutral labels of drafts as in the visit it stands in for.
    add column fork_seed bigint not null default 0,
    add column overrides jsonb,
    add column overrides_hash text check (overrides_hash ~ '^[0-9a-f]{64}$'),
    add column inherited_output_ids uuid[] not null default '{}',
    add column inherited_visit_ids uuid[] not null default '{}',
    -- What people had added to the story by then.
    add column inherited_notes text[] not null default '{}',
    add column inherited_cost_usd numeric(14, 6) not null default 0,
    -- The post whose story it tells, which it does not touch.
    add column about_post_id uuid,
    add foreign key (workspace_id, fork_of) references app.workflow_runs (workspace_id, id),
    add check ((purpose = 'fork') = (fork_of is not null)),
    add check ((fork_of is null) = (fork_state is null) and (fork_of is null) = (fork_visit is null));
create index on app.workflow_runs (workspace_id, fork_of) where fork_of is not null;
