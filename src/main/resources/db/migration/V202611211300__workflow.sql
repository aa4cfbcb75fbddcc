-- Runs of workflow configurations: what was asked, answered, judged and decided.

-- One row per text of a configuration that some run used; a run names it by hash and never sees a later edit.
create table core.workflow_config_versions (
    content_hash text primary key check (content_hash ~ '^[0-9a-f]{64}$'),
    slug text not null,
    yaml text not null,
    created_at timestamptz not null default now()
);
grant select, insert on core.workflow_config_versions to postmagiq_app;

create table app.workflow_runs (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    number bigint not null check (number > 0),
    label text not null check (char_length(label) between 1 and 200),
    story_label text,
    story_key text not null,
    purpose text not null default 'post' check (purpose in ('post', 'fork', 'evaluation')),
    iteration int not null default 1 check (iteration > 0),
    config_slug text not null,
    config_hash text not null references core.workflow_config_versions (content_hash),
    tier text not null check (tier in ('standard', 'premium')),
    platform text not null default 'linkedin',
    shape text check (shape in ('FULL', 'PARTIAL', 'OBSERVATION', 'SHORT', 'REVERSAL')),
    offline boolean not null,
    unattended boolean not null default false,
    skip_questions boolean not null default false,
    started_by uuid,
    parent_run_id uuid,
    attempt int not null default 1,

    status text not null check (status in
        ('queued', 'running', 'paused', 'awaiting_human', 'complete', 'halted', 'failed', 'aborted')),
    current_state text not null,
    final_state text,
    pause_requested boolean not null default false,
    step_requested boolean not null default false,
    pause_reason text,
    error jsonb,

    -- What the circuit breaker counts; hard limits read the plain columns, which never go back.
    counters jsonb not null,
    transitions int not null default 0,
    active_ms bigint not null default 0,
    max_cost_usd numeric(14, 6) not null,
    total_input_tokens bigint not null default 0,
    total_output_tokens bigint not null default 0,
    total_cost_usd numeric(14, 6) not null default 0,
    uncertain_cost_usd numeric(14, 6) not null default 0,
    held_cost_usd numeric(14, 6) not null default 0,
    credits_quoted int not null,
    credits_charged int,

    -- Feedback waiting for the next visit of a state; stored with the verdict, consumed by that visit.
    pending_feedback jsonb not null default '{}',
    last_seq bigint not null default 0,
    fence bigint not null default 0,
    crashes int not null default 0,
    final_score int check (final_score between 1 and 10),
    final_output_id uuid,
    post_id uuid,
    forced_by uuid,
    forced_reason text,
    created_at timestamptz not null,
    started_at timestamptz,
    completed_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, number),
    foreign key (workspace_id, parent_run_id) references app.workflow_runs (workspace_id, id),
    check ((status in ('complete', 'halted', 'failed', 'aborted')) = (completed_at is not null)),
    check (status <> 'complete' or final_state is not null)
);
-- The list of runs, newest first, also by status.
create index on app.workflow_runs (workspace_id, id desc);
create index on app.workflow_runs (workspace_id, status, id desc);
-- Iterations of one story.
create index on app.workflow_runs (workspace_id, story_key);
call app.fence('app.workflow_runs');

create table app.workflow_state_visits (
    workspace_id uuid not null,
    id uuid not null,
    run_id uuid not null,
    state text not null,
    type text not null,
    visit int not null check (visit > 0),
    round int not null default 0 check (round >= 0),
    feedback text not null default '',
    human_feedback text not null default '',
    input_output_ids uuid[] not null,
    seed bigint not null,
    transition text,
    next_state text,
    duration_ms bigint,
    started_at timestamptz not null,
    completed_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, run_id, state, visit),
    foreign key (workspace_id, run_id) references app.workflow_runs (workspace_id, id) on delete cascade
);
create index on app.workflow_state_visits (workspace_id, run_id, started_at);
call app.fence('app.workflow_state_visits');

create table app.agent_invocations (
    workspace_id uuid not null,
    id uuid not null,
    run_id uuid not null,
    visit_id uuid not null,
    state text not null,
    visit int not null,
    slot int not null check (slot >= 0),
    round int not null,
    attempt int not null check (attempt > 0),
    purpose text not null check (purpose in ('main', 'repair', 'fallback')),
    agent text not null,
    planned_agent text not null,
    provider text not null,
    model text not null,
    persona text not null,
    persona_version text not null,
    status text not null check (status in
        ('started', 'succeeded', 'failed', 'timed_out', 'malformed', 'lost', 'late', 'cancelled')),
    fence bigint not null,
    request_hash text not null,
    estimate_usd numeric(14, 6) not null,
    price_in numeric(14, 6) not null,
    price_out numeric(14, 6) not null,
    input_tokens bigint,
    output_tokens bigint,
    cached_input_tokens bigint,
    estimated boolean not null default false,
    cost_usd numeric(14, 6),
    context_used_percent numeric(5, 1),
    is_llm boolean not null,
    truncated boolean not null default false,
    answer text,
    answer_notes text[] not null default '{}',
    error_code text,
    error text,
    retry_after_ms bigint,
    duration_ms bigint,
    started_at timestamptz not null,
    completed_at timestamptz,
    primary key (workspace_id, id),
    unique (workspace_id, run_id, state, visit, slot, attempt, purpose),
    foreign key (workspace_id, run_id) references app.workflow_runs (workspace_id, id) on delete cascade,
    foreign key (workspace_id, visit_id) references app.workflow_state_visits (workspace_id, id) on delete cascade,
    check ((status = 'started') = (completed_at is null))
);
create index on app.agent_invocations (workspace_id, visit_id);
call app.fence('app.agent_invocations');

create table app.workflow_outputs (
    workspace_id uuid not null,
    id uuid not null,
    run_id uuid not null,
    visit_id uuid,
    invocation_id uuid,
    state text,
    visit int,
    slot int,
    output_type text not null,
    path text not null,
    version int not null check (version > 0),
    author text not null check (author in ('agent', 'human')),
    agent text,
    provider text,
    model text,
    is_llm boolean not null,
    content text not null,
    content_hash text not null,
    words int not null,
    parsed jsonb,
    cleanups text[] not null default '{}',
    notes text[] not null default '{}',
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, run_id, path, version),
    foreign key (workspace_id, run_id) references app.workflow_runs (workspace_id, id) on delete cascade,
    foreign key (workspace_id, visit_id) references app.workflow_state_visits (workspace_id, id) on delete cascade
);
-- One answer becomes one output, also when a step runs twice.
create unique index on app.workflow_outputs (workspace_id, invocation_id) where invocation_id is not null;
call app.fence('app.workflow_outputs');

create table app.quality_reports (
    workspace_id uuid not null,
    id uuid not null,
    run_id uuid not null,
    output_id uuid not null,
    content_hash text not null,
    score int not null check (score between 1 and 10),
    passed boolean not null,
    report jsonb not null,
    provenance jsonb not null,
    created_at timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, run_id) references app.workflow_runs (workspace_id, id) on delete cascade,
    foreign key (workspace_id, output_id) references app.workflow_outputs (workspace_id, id) on delete cascade
);
create index on app.quality_reports (workspace_id, run_id);
create index on app.quality_reports (workspace_id, output_id);
call app.fence('app.quality_reports');

-- A person's word that a finding does not hold, for exactly that text.
create table app.finding_dismissals (
    workspace_id uuid not null,
    id uuid not null,
    report_id uuid not null,
    content_hash text not null,
    check_id text not null,
    range_start int not null,
    range_end int not null,
    reason text not null check (char_length(reason) between 3 and 500),
    dismissed_by uuid not null,
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, content_hash, check_id, range_start, range_end),
    foreign key (workspace_id, report_id) references app.quality_reports (workspace_id, id) on delete cascade
);
call app.fence('app.finding_dismissals');

create table app.audit_scores (
    workspace_id uuid not null,
    id uuid not null,
    run_id uuid not null,
    visit_id uuid not null,
    state text not null,
    visit int not null,
    slot int not null,
    auditor_agent text not null,
    auditor_persona text not null,
    deterministic boolean not null,
    valid boolean not null,
    overall_score int check (overall_score between 1 and 10),
    decision text,
    stated_decision text,
    verdict jsonb not null,
    content_hash text,
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, visit_id, slot, auditor_agent),
    foreign key (workspace_id, run_id) references app.workflow_runs (workspace_id, id) on delete cascade,
    foreign key (workspace_id, visit_id) references app.workflow_state_visits (workspace_id, id) on delete cascade
);
create index on app.audit_scores (workspace_id, run_id);
call app.fence('app.audit_scores');

create table app.workflow_decisions (
    workspace_id uuid not null,
    id uuid not null,
    run_id uuid not null,
    state text not null,
    visit int not null,
    kind text not null check (kind in
        ('approval', 'questions', 'final_feedback', 'circuit_break', 'audit_incomplete')),
    status text not null check (status in ('open', 'decided', 'cancelled', 'expired')),
    prompt text,
    options text[] not null,
    questions text[] not null default '{}',
    content_output_ids uuid[] not null,
    content_hash text,
    quality_report_id uuid,
    rule text,
    context jsonb not null default '{}',
    created_at timestamptz not null,
    expires_at timestamptz,
    decision text,
    feedback text,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    request_hash text,
    primary key (workspace_id, id),
    foreign key (workspace_id, run_id) references app.workflow_runs (workspace_id, id) on delete cascade,
    check ((status = 'decided') = (decided_at is not null))
);
-- A run waits for one decision at a time; this also settles races.
create unique index on app.workflow_decisions (workspace_id, run_id) where status = 'open';
create index on app.workflow_decisions (workspace_id, run_id, created_at);
call app.fence('app.workflow_decisions');
comment on column app.workflow_decisions.decided_by_name is 'pii: name of the person who decided, as it was then';

create table app.workflow_events (
    workspace_id uuid not null,
    run_id uuid not null,
    seq bigint not null check (seq > 0),
    type text not null,
    state text,
    visit int,
    at timestamptz not null,
    data jsonb not null,
    primary key (workspace_id, run_id, seq),
    foreign key (workspace_id, run_id) references app.workflow_runs (workspace_id, id) on delete cascade
);
call app.fence('app.workflow_events');

-- Answers to repeated requests: one key, one run.
create table app.idempotency_keys (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    key text not null check (char_length(key) between 1 and 200),
    request_hash text not null,
    run_id uuid not null,
    created_at timestamptz not null,
    primary key (workspace_id, key)
);
call app.fence('app.idempotency_keys');
