-- Speech turned into text. The audio is a stored file for as long as the work takes and no longer.
create table app.transcriptions (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    user_id uuid not null,
    source_type text not null check (source_type in ('upload', 'recording', 'youtube')),
    source_info jsonb not null,
    status text not null check (status in ('queued', 'fetching', 'transcribing', 'succeeded', 'failed', 'cancelled')),
    audio_id uuid,
    language_requested text check (language_requested ~ '^[a-z]{2,3}$'),
    language_detected text check (char_length(language_detected) <= 40),
    prompt text check (char_length(prompt) <= 500),
    text text,
    segments jsonb,
    duration_seconds numeric(10, 3) check (duration_seconds >= 0),
    tokens_used int check (tokens_used > 0),
    cost_usd numeric(12, 6) check (cost_usd >= 0),
    provider text not null,
    model text not null,
    attempts int not null default 0,
    error_code text,
    error_detail text,
    created_at timestamptz not null,
    finished_at timestamptz,
    primary key (workspace_id, id),
    foreign key (workspace_id, audio_id) references app.assets (workspace_id, id),
    check ((status in ('succeeded', 'failed', 'cancelled')) = (finished_at is not null)),
    check (finished_at is null or audio_id is null),
    check ((status = 'succeeded') = (text is not null)),
    check ((status = 'failed') = (error_code is not null))
);
comment on column app.transcriptions.user_id is 'pii: identity; export: yes; erase: keep:belongs to the workspace';
comment on column app.transcriptions.source_info is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.transcriptions.prompt is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.transcriptions.text is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.transcriptions.segments is 'pii: content; export: yes; erase: keep:belongs to the workspace';
-- The list, newest first.
create index on app.transcriptions (workspace_id, id desc);
-- Deleting a file asks whether one still needs it.
create index on app.transcriptions (workspace_id, audio_id) where audio_id is not null;
call app.fence('app.transcriptions');
