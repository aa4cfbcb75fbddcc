-- Roles of agents: what the product brings, seeded at the start, and what workspaces changed or added. Every version
-- stays, so that history can show the words a call was made with.

create table core.system_personas (
    slug text primary key,
    version int not null check (version > 0),
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    updated_at timestamptz not null
);
grant select, insert, update on core.system_personas to postmagiq_app;

create table core.system_persona_versions (
    slug text not null references core.system_personas (slug),
    version int not null check (version > 0),
    name text not null,
    description text not null,
    template text not null,
    needs_rules text not null check (needs_rules in ('full', 'core', 'none')),
    needs_voice boolean not null,
    output_kind text not null,
    model_tier text check (model_tier in ('writer', 'auditor', 'coder')),
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    created_at timestamptz not null,
    primary key (slug, version)
);
grant select, insert on core.system_persona_versions to postmagiq_app;

-- House rules and voices: the newest version counts.
create table core.system_prompt_texts (
    kind text not null check (kind in ('rules', 'voice')),
    slug text not null,
    version int not null check (version > 0),
    name text not null,
    text text not null,
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    created_at timestamptz not null,
    primary key (kind, slug, version)
);
grant select, insert on core.system_prompt_texts to postmagiq_app;

create table app.workflow_personas (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    slug text not null check (slug ~ '^[a-z0-9-]{2,50}$'),
    name text not null check (char_length(name) between 1 and 120),
    description text not null default '' check (char_length(description) <= 500),
    template text not null check (char_length(template) between 50 and 20000),
    needs_rules text not null check (needs_rules in ('full', 'core', 'none')),
    needs_voice boolean not null,
    voice text,
    output_kind text not null check (output_kind in
        ('review', 'processed', 'draft', 'audit', 'final', 'detector', 'text')),
    model_tier text check (model_tier in ('writer', 'auditor', 'coder')),
    enabled boolean not null default true,
    version int not null check (version > 0),
    revision int not null check (revision > 0),
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    based_on_version int check (based_on_version > 0),
    created_by uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    deleted_at timestamptz,
    primary key (workspace_id, id),
    -- A deleted one keeps its row and its versions; made anew, it goes on counting.
    unique (workspace_id, slug)
);
call app.fence('app.workflow_personas');

create table app.workflow_persona_versions (
    workspace_id uuid not null,
    id uuid not null,
    persona_id uuid not null,
    version int not null check (version > 0),
    name text not null,
    description text not null,
    template text not null,
    needs_rules text not null,
    needs_voice boolean not null,
    voice text,
    output_kind text not null,
    model_tier text,
    content_hash text not null,
    author_id uuid,
    note text not null default '' check (char_length(note) <= 200),
    restored_from int check (restored_from < version),
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, persona_id, version),
    foreign key (workspace_id, persona_id) references app.workflow_personas (workspace_id, id) on delete cascade
);
call app.fence('app.workflow_persona_versions');

-- The parts the prompts of a visit are made of, fixed by its first call: an edit counts from the next visit on.
create table app.visit_prompts (
    workspace_id uuid not null,
    visit_id uuid not null,
    persona text not null,
    persona_source text not null check (persona_source in ('system', 'own', 'config')),
    persona_version int not null check (persona_version > 0),
    rules_version int check (rules_version > 0),
    voice text,
    voice_version int check (voice_version > 0),
    parts jsonb not null,
    created_at timestamptz not null,
    primary key (workspace_id, visit_id, persona),
    foreign key (workspace_id, visit_id) references app.workflow_state_visits (workspace_id, id) on delete cascade
);
call app.fence('app.visit_prompts');
