-- Talks that end in a plan for a strategy. They belong to one person until the plan is approved.
create table app.onboarding_conversations (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    user_id uuid not null references core.users (id) on delete cascade,
    mode text not null check (mode in ('quick', 'deep', 'chat')),
    status text not null check (status in ('open', 'ready', 'plan_generated', 'approved', 'abandoned')),
    answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
    messages jsonb not null default '[]' check (jsonb_typeof(messages) = 'array'
        and octet_length(messages::text) <= 1048576),
    user_turns int not null default 0 check (user_turns between 0 and 20),
    forced boolean not null default false,
    extracted jsonb not null default '{}' check (jsonb_typeof(extracted) = 'object'),
    -- What the person said themselves: no model changes it.
    edited text[] not null default '{}',
    plan jsonb check (jsonb_typeof(plan) = 'object'),
    plan_source text check (plan_source in ('model', 'fallback')),
    goal_id uuid,
    model_usage jsonb not null default '{}' check (jsonb_typeof(model_usage) = 'object'),
    revision int not null default 1 check (revision > 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    constraint onboarding_plan_check check ((plan is null) = (plan_source is null)),
    -- A strategy that is deleted later leaves the talk approved.
    foreign key (workspace_id, goal_id) references app.goals (workspace_id, id) on delete set null (goal_id)
);

comment on column app.onboarding_conversations.mode is 'pii: none';
comment on column app.onboarding_conversations.status is 'pii: none';
comment on column app.onboarding_conversations.edited is 'pii: none';
comment on column app.onboarding_conversations.plan_source is 'pii: none';
comment on column app.onboarding_conversations.answers is 'pii: content; export: yes; erase: delete';
comment on column app.onboarding_conversations.messages is 'pii: content; export: yes; erase: delete';
comment on column app.onboarding_conversations.extracted is 'pii: content; export: yes; erase: delete';
comment on column app.onboarding_conversations.plan is 'pii: content; export: yes; erase: delete';
comment on column app.onboarding_conversations.model_usage is 'pii: none';

-- At most one talk of each kind that can be gone on with.
create unique index onboarding_conversations_open on app.onboarding_conversations (workspace_id, user_id, mode)
    where status in ('open', 'ready', 'plan_generated') and mode <> 'quick';
-- Erasing a person takes their talks along.
create index onboarding_conversations_person on app.onboarding_conversations (user_id);
-- Deleting a strategy asks which talk made it.
create index onboarding_conversations_goal on app.onboarding_conversations (workspace_id, goal_id)
    where goal_id is not null;

call app.fence('app.onboarding_conversations');
