-- How near each version of a post comes to a voice. A row is written anew when the text, the profile or the measure
-- has changed since.
create table app.post_fidelity (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    post_id uuid not null,
    version_number int not null check (version_number > 0),
    profile_id uuid not null,
    content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
    profile_revision int not null check (profile_revision > 0),
    algorithm_version int not null check (algorithm_version > 0),
    score int check (score between 0 and 100),
    detail jsonb not null,
    created_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, post_id, version_number, profile_id),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade,
    foreign key (workspace_id, profile_id) references app.voice_profiles (workspace_id, id) on delete cascade
);
comment on column app.post_fidelity.content_hash is 'pii: none';
comment on column app.post_fidelity.detail is 'pii: content; export: no; erase: keep:belongs to the workspace';
create index on app.post_fidelity (workspace_id, profile_id);
call app.fence('app.post_fidelity');
