-- What finds posts that say the same: the digest of each text's words, and its drawers.

create table app.post_fingerprints (
    workspace_id uuid not null,
    post_id uuid not null,
    kind text not null check (kind in ('content', 'topic', 'story')),
    content_hash bytea not null check (octet_length(content_hash) = 32),
    updated_at timestamptz not null,
    primary key (workspace_id, post_id, kind),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade
);
comment on column app.post_fingerprints.kind is 'pii: none';
comment on column app.post_fingerprints.content_hash is 'pii: content; export: no; erase: keep:belongs to the workspace';
call app.fence('app.post_fingerprints');

create table app.post_fingerprint_bands (
    workspace_id uuid not null,
    kind text not null check (kind in ('content', 'topic', 'story')),
    band smallint not null check (band between 0 and 31),
    hash bigint not null,
    post_id uuid not null,
    primary key (workspace_id, kind, band, hash, post_id),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade
);
comment on column app.post_fingerprint_bands.kind is 'pii: none';
-- A changed text leaves its drawers.
create index on app.post_fingerprint_bands (workspace_id, post_id);
call app.fence('app.post_fingerprint_bands');

-- Pairs somebody has looked at, with the shingles both texts had then: told again when one of them has changed.
create table app.dismissed_duplicates (
    workspace_id uuid not null,
    post_id uuid not null,
    other_id uuid not null,
    post_shingles bigint[] not null,
    other_shingles bigint[] not null,
    dismissed_by_id uuid references core.users (id) on delete set null,
    dismissed_at timestamptz not null,
    primary key (workspace_id, post_id, other_id),
    check (post_id < other_id),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade,
    foreign key (workspace_id, other_id) references app.posts (workspace_id, id) on delete cascade
);
create index on app.dismissed_duplicates (workspace_id, other_id);
create index on app.dismissed_duplicates (dismissed_by_id) where dismissed_by_id is not null;
call app.fence('app.dismissed_duplicates');
