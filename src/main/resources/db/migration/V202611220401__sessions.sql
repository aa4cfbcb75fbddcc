-- Conversations that later visits of a run continue; they end with their run.
create table app.workflow_sessions (
    workspace_id uuid not null,
    id uuid not null,
    run_id uuid not null,
    session_key text not null,
    agent text not null,
    -- A command-line tool's own name of the conversation.
    tool_session_id text,
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, run_id, session_key, agent),
    foreign key (workspace_id, run_id) references app.workflow_runs (workspace_id, id) on delete cascade
);
call app.fence('app.workflow_sessions');

-- One row holds a turn and its answer, so that neither is ever there without the other.
create table app.workflow_session_messages (
    workspace_id uuid not null,
    id uuid not null,
    session_id uuid not null,
    invocation_id uuid not null,
    user_text text not null,
    answer_text text not null,
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, session_id, invocation_id),
    foreign key (workspace_id, session_id) references app.workflow_sessions (workspace_id, id) on delete cascade,
    foreign key (workspace_id, invocation_id) references app.agent_invocations (workspace_id, id) on delete cascade
);
-- A conversation in order.
create index on app.workflow_session_messages (workspace_id, session_id, id);
call app.fence('app.workflow_session_messages');

-- Calls of a tool go over a flat subscription: their cost is what the same would cost at list price.
alter table app.agent_invocations add column billing text not null default 'metered'
    check (billing in ('metered', 'subscription'));
