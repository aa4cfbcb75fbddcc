-- Full-text search over posts. The document is kept with the row, so that a saved word is found by the next query.

alter table app.posts add column search_document tsvector;

-- Stems of English words, and all words as they are: for names, and for every other language.
create function app.searchable(words text, weight "char") returns tsvector
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select setweight(to_tsvector('english', coalesce(words, '')), weight)
        || setweight(to_tsvector('simple', coalesce(words, '')), weight)
$$;

create function app.post_search_document() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    version record;
    chapter text;
begin
    select v.title, v.content into version
      from app.post_versions v where v.workspace_id = new.workspace_id and v.id = new.current_version_id;
    select c.title into chapter
      from app.chapters c where c.workspace_id = new.workspace_id and c.id = new.chapter_id;
    new.search_document := app.searchable(concat_ws(' ', new.topic, version.title), 'A')
        || app.searchable(version.content, 'B')
        || app.searchable(concat_ws(' ', new.story_used, new.guidance, chapter,
               (select string_agg(t.tag, ' ') from app.post_tags t
                 where t.workspace_id = new.workspace_id and t.post_id = new.id)), 'C')
        || app.searchable((select string_agg(c.body, ' ') from app.post_comments c
                            where c.workspace_id = new.workspace_id and c.post_id = new.id
                              and c.deleted_at is null), 'D');
    return new;
end $$;

create trigger post_search_document before insert or update of topic, current_version_id, story_used, guidance, chapter_id
    on app.posts for each row execute function app.post_search_document();

-- What else a post is found by: naming the topic again makes its document anew.
create function app.post_search_parts() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_table_name = 'chapters' then
        update app.posts set topic = topic where workspace_id = new.workspace_id and chapter_id = new.id;
    elsif tg_op = 'DELETE' then
        update app.posts set topic = topic where workspace_id = old.workspace_id and id = old.post_id;
    else
        update app.posts set topic = topic where workspace_id = new.workspace_id and id = new.post_id;
    end if;
    return null;
end $$;

create trigger post_search_tags after insert or delete on app.post_tags
    for each row execute function app.post_search_parts();
create trigger post_search_comments after insert or update of body, deleted_at on app.post_comments
    for each row execute function app.post_search_parts();
create trigger post_search_chapters after update of title on app.chapters
    for each row when (old.title is distinct from new.title) execute function app.post_search_parts();

grant execute on function app.searchable(text, "char"), app.post_search_document(), app.post_search_parts()
    to postmagiq_app, postmagiq_maintenance;

set local role postmagiq_maintenance;
update app.posts set topic = topic;
set local role postmagiq_owner;
