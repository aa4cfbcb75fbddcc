-- Golden sets: stories that are kept to compare two ways of working on them, and the comparisons.

create table app.evaluation_sets (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    name text not null check (char_length(name) between 1 and 120),
    description text not null default '' check (char_length(description) <= 2000),
    -- Raised by every change of the set or its cases, so that an experiment says what it compared.
    revision int not null default 1 check (revision > 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, name)
);
call app.fence('app.evaluation_sets');

create table app.evaluation_cases (
    workspace_id uuid not null,
    id uuid not null,
    set_id uuid not null,
    position int not null check (position > 0),
    label text not null check (char_length(label) between 1 and 200),
    story text not null,
    shape text check (shape in ('FULL', 'PARTIAL', 'OBSERVATION', 'SHORT', 'REVERSAL')),
    platform text check (platform in ('linkedin', 'x', 'threads')),
    reference_text text,
    expectations jsonb not null,
    tags text[] not null default '{}',
    primary key (workspace_id, id),
    unique (workspace_id, set_id, position),
    foreign key (workspace_id, set_id) references app.evaluation_sets (workspace_id, id) on delete cascade
);
call app.fence('app.evaluation_cases');

create table app.evaluation_experiments (
    workspace_id uuid not null,
    id uuid not null,
    set_id uuid not null,
    set_revision int not null,
    label text not null check (char_length(label) between 1 and 200),
    arms jsonb not null,
    repeats int not null check (repeats between 1 and 5),
    status text not null check (status in ('queued', 'running', 'complete', 'cancelled', 'failed')),
    -- Why cells were skipped, where some were.
    stop_reason text check (stop_reason in ('cost_cap', 'credit_cap', 'workspace_budget', 'cancelled')),
    max_cost_usd numeric(14, 6) not null check (max_cost_usd >= 0),
    max_credits int not null check (max_credits >= 0),
    credits_quoted int not null,
    -- Draws the sides on which the arms' texts stand in blind reading.
    seed bigint not null,
    created_by uuid,
    created_at timestamptz not null,
    started_at timestamptz,
    completed_at timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, set_id) references app.evaluation_sets (workspace_id, id) on delete cascade,
    check ((status in ('complete', 'cancelled', 'failed')) = (completed_at is not null))
);
create index on app.evaluation_experiments (workspace_id, set_id);
create index on app.evaluation_experiments (workspace_id, id) where completed_at is null;
call app.fence('app.evaluation_experiments');

-- One row a cell, made with the experiment; a run is named by at most one of them.
create table app.evaluation_results (
    workspace_id uuid not null,
    id uuid not null,
    experiment_id uuid not null,
    -- The case may be gone by now; what a report needs of it stands here.
    case_id uuid not null,
    position int not null,
    label text not null,
    arm text not null check (arm in ('a', 'b')),
    repeat int not null check (repeat between 1 and 5),
    run_id uuid,
    status text not null check (status in ('queued', 'running', 'done', 'failed', 'skipped')),
    metrics jsonb,
    expectations_met jsonb,
    primary key (workspace_id, id),
    unique (workspace_id, experiment_id, case_id, arm, repeat),
    unique (workspace_id, run_id),
    foreign key (workspace_id, experiment_id)
        references app.evaluation_experiments (workspace_id, id) on delete cascade,
    foreign key (workspace_id, run_id) references app.workflow_runs (workspace_id, id),
    check (status not in ('running', 'done') or run_id is not null)
);
create index on app.evaluation_results (workspace_id, status) where status = 'running';
call app.fence('app.evaluation_results');

-- Which text somebody liked better without knowing whose it was; by arm, since the sides are drawn.
create table app.evaluation_preferences (
    workspace_id uuid not null,
    id uuid not null,
    experiment_id uuid not null,
    case_id uuid not null,
    user_id uuid not null,
    choice text not null check (choice in ('a', 'b', 'tie')),
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, experiment_id, case_id, user_id),
    foreign key (workspace_id, experiment_id)
        references app.evaluation_experiments (workspace_id, id) on delete cascade
);
call app.fence('app.evaluation_preferences');
