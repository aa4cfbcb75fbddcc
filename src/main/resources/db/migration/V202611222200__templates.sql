-- The words of mails. What the product brings stands in its files; an operator's change is a version here, and the
-- newest one counts. There is nothing of a workspace in these rows.
create table core.system_templates (
    template_type text not null check (template_type = 'email'),
    slug text not null check (slug ~ '^[a-z][a-z_]{2,40}$'),
    language text not null check (language ~ '^[a-z]{2,3}$'),
    version int not null check (version > 0),
    content text not null check (char_length(content) between 1 and 10000),
    created_by_id uuid not null,
    created_at timestamptz not null,
    primary key (template_type, slug, language, version)
);
comment on column core.system_templates.template_type is 'pii: none';
comment on column core.system_templates.slug is 'pii: none';
comment on column core.system_templates.language is 'pii: none';
comment on column core.system_templates.content is 'pii: none';
comment on column core.system_templates.created_by_id is 'pii: identity; export: yes; erase: keep:belongs to the installation';
grant select, insert on core.system_templates to postmagiq_app;
grant select, insert, update, delete on core.system_templates to postmagiq_maintenance;

-- A workspace's own words in their place.
create table app.system_templates (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    template_type text not null check (template_type = 'email'),
    slug text not null check (slug ~ '^[a-z][a-z_]{2,40}$'),
    language text not null check (language ~ '^[a-z]{2,3}$'),
    content text not null check (char_length(content) between 1 and 10000),
    -- Digest of the words these were made from: other ones by now mean that somebody should look again.
    based_on bytea not null check (octet_length(based_on) = 32),
    revision int not null default 1 check (revision > 0),
    updated_by_id uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, template_type, slug, language)
);
comment on column app.system_templates.template_type is 'pii: none';
comment on column app.system_templates.slug is 'pii: none';
comment on column app.system_templates.language is 'pii: none';
comment on column app.system_templates.content is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.system_templates.updated_by_id is 'pii: identity; export: yes; erase: keep:belongs to the workspace';
call app.fence('app.system_templates');
