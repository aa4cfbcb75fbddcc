-- What a workspace writes in, and its picture.

alter table app.workspaces
    -- A dictionary of PostgreSQL; simple stands for every language that has none.
    add column language text not null default 'english' check (language in
        ('danish', 'dutch', 'english', 'finnish', 'french', 'german', 'hungarian', 'italian', 'norwegian', 'portuguese',
         'romanian', 'russian', 'simple', 'spanish', 'swedish', 'turkish')),
    add column logo_asset_id uuid,
    add foreign key (id, logo_asset_id) references app.assets (workspace_id, id) on delete set null (logo_asset_id);

comment on column app.workspaces.language is 'pii: none';

-- A file that goes is looked for here.
create index workspaces_logo on app.workspaces (id, logo_asset_id) where logo_asset_id is not null;

grant select (logo_asset_id) on app.workspaces to postmagiq_system;

-- The stems of a post's words are those of the workspace's language; all words are there as they are, too.
create function app.searchable(language regconfig, words text, weight "char") returns tsvector
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select setweight(to_tsvector(language, coalesce(words, '')), weight)
        || setweight(to_tsvector('simple', coalesce(words, '')), weight)
$$;

create or replace function app.post_search_document() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    stems regconfig;
    version record;
    chapter text;
begin
    select cast(w.language as regconfig) into stems from app.workspaces w where w.id = new.workspace_id;
    select v.title, v.content into version
      from app.post_versions v where v.workspace_id = new.workspace_id and v.id = new.current_version_id;
    select c.title into chapter
      from app.chapters c where c.workspace_id = new.workspace_id and c.id = new.chapter_id;
    new.search_document := app.searchable(stems, concat_ws(' ', new.topic, version.title), 'A')
        || app.searchable(stems, version.content, 'B')
        || app.searchable(stems, concat_ws(' ', new.story_used, new.guidance, chapter,
               (select string_agg(t.tag, ' ') from app.post_tags t
                 where t.workspace_id = new.workspace_id and t.post_id = new.id)), 'C')
        || app.searchable(stems, (select string_agg(c.body, ' ') from app.post_comments c
                            where c.workspace_id = new.workspace_id and c.post_id = new.id
                              and c.deleted_at is null), 'D');
    return new;
end $$;

drop function app.searchable(text, "char");
grant execute on function app.searchable(regconfig, text, "char") to postmagiq_app, postmagiq_maintenance;
