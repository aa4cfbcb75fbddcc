-- How authors sound: texts they wrote, and profiles made of them. The voices that ship stand in
-- core.system_prompt_texts; a profile never takes the slug of one of them.
create table app.writing_samples (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    user_id uuid,
    author_label text not null check (char_length(author_label) between 1 and 80),
    source_type text not null check (source_type in ('prompt', 'upload', 'transcript', 'post', 'import')),
    prompt_id text,
    prompt_text text,
    title text check (char_length(title) <= 200),
    content text not null check (char_length(content) between 1 and 100000),
    word_count int not null check (word_count > 0),
    language text not null check (language ~ '^[a-z]{2,3}$'),
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    excluded boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, author_label, content_hash),
    check ((source_type = 'prompt') = (prompt_id is not null)),
    check ((prompt_id is null) = (prompt_text is null))
);
comment on column app.writing_samples.user_id is 'pii: identity; export: yes; erase: keep:belongs to the workspace';
comment on column app.writing_samples.author_label is 'pii: identity; export: yes; erase: keep:belongs to the workspace';
comment on column app.writing_samples.source_type is 'pii: none';
comment on column app.writing_samples.prompt_id is 'pii: none';
comment on column app.writing_samples.prompt_text is 'pii: none';
comment on column app.writing_samples.language is 'pii: none';
comment on column app.writing_samples.content_hash is 'pii: none';
comment on column app.writing_samples.title is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.writing_samples.content is 'pii: content; export: yes; erase: keep:belongs to the workspace';
-- The list, newest first, and the texts of one author.
create index on app.writing_samples (workspace_id, author_label, id desc);
call app.fence('app.writing_samples');

create table app.voice_profiles (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    user_id uuid,
    name text not null check (char_length(name) between 1 and 100),
    slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 100),
    description text check (char_length(description) <= 1000),
    author_label text check (char_length(author_label) <= 80),
    tone_description text check (char_length(tone_description) <= 8000),
    signature_phrases text check (char_length(signature_phrases) <= 8000),
    word_choices text check (char_length(word_choices) <= 8000),
    example_excerpts text check (char_length(example_excerpts) <= 8000),
    avoid_patterns text check (char_length(avoid_patterns) <= 8000),
    avoid_list jsonb not null default '[]',
    analysis jsonb,
    stylometry jsonb,
    source_sample_count int not null default 0 check (source_sample_count >= 0),
    source_word_count int not null default 0 check (source_word_count >= 0),
    analyzed_at timestamptz,
    stale boolean not null default false,
    edited_fields text[] not null default '{}',
    revision int not null check (revision > 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, slug),
    check ((stylometry is null) = (analyzed_at is null))
);
comment on column app.voice_profiles.user_id is 'pii: identity; export: yes; erase: keep:belongs to the workspace';
comment on column app.voice_profiles.author_label is 'pii: identity; export: yes; erase: keep:belongs to the workspace';
comment on column app.voice_profiles.name is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.voice_profiles.slug is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.voice_profiles.edited_fields is 'pii: none';
comment on column app.voice_profiles.description is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.voice_profiles.tone_description is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.voice_profiles.signature_phrases is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.voice_profiles.word_choices is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.voice_profiles.example_excerpts is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.voice_profiles.avoid_patterns is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.voice_profiles.avoid_list is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.voice_profiles.analysis is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.voice_profiles.stylometry is 'pii: content; export: yes; erase: keep:belongs to the workspace';
call app.fence('app.voice_profiles');

-- What a profile told those who write, revision by revision: history shows the words of a run also when the profile
-- has changed or is gone. A deleted profile's slug goes on counting.
create table app.voice_texts (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    slug text not null,
    version int not null check (version > 0),
    name text not null,
    text text not null,
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, slug, version)
);
comment on column app.voice_texts.slug is 'pii: content; export: no; erase: keep:belongs to the workspace';
comment on column app.voice_texts.name is 'pii: content; export: no; erase: keep:belongs to the workspace';
comment on column app.voice_texts.text is 'pii: content; export: no; erase: keep:belongs to the workspace';
call app.fence('app.voice_texts');

-- The voice a run was started with; null takes the workspace's.
alter table app.workflow_runs add column voice text check (char_length(voice) between 1 and 100);
comment on column app.workflow_runs.voice is 'pii: none';
