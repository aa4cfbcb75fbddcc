-- Text search operators are not leakproof, so behind the fence they never use an index. The documents of posts move to a
-- table of their own, and one function finds ids in it with its index, of the workspace of the context only. What it
-- finds is read, ranked and shown behind the fence. A table of its own also keeps the documents out of every change of
-- a post that leaves its words as they are.

create table app.post_documents (
    workspace_id uuid not null,
    post_id uuid not null,
    -- The words of a post that is not deleted, and one lexeme that stands for its workspace.
    document tsvector not null,
    primary key (workspace_id, post_id),
    foreign key (workspace_id, post_id) references app.posts (workspace_id, id) on delete cascade
);
comment on column app.post_documents.document is 'pii: content; export: no; erase: keep:belongs to the workspace';
call app.fence('app.post_documents');
-- What is pending is read one by one by every search, so that it stays short.
create index post_documents_words on app.post_documents using gin (document) with (gin_pending_list_limit = 512);

-- With this lexeme in the query the index itself leaves out the other workspaces, however many have the same words.
create function app.workspace_lexeme(workspace uuid) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select 'workspace' || replace(workspace::text, '-', '')
$$;

-- Makes the document of a post anew. The lock makes whoever else changes its words wait for the end of this change.
create function app.index_post(workspace uuid, post uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform from app.posts p where p.workspace_id = workspace and p.id = post for no key update;
    insert into app.post_documents (workspace_id, post_id, document)
    select p.workspace_id, p.id,
           app.searchable(stems.language, concat_ws(' ', p.topic, v.title), 'A')
           || app.searchable(stems.language, v.content, 'B')
           || app.searchable(stems.language, concat_ws(' ', p.story_used, p.guidance, c.title,
                  (select string_agg(t.tag, ' ') from app.post_tags t
                    where t.workspace_id = p.workspace_id and t.post_id = p.id)), 'C')
           || app.searchable(stems.language, (select string_agg(said.body, ' ') from app.post_comments said
                               where said.workspace_id = p.workspace_id and said.post_id = p.id
                                 and said.deleted_at is null), 'D')
           || array_to_tsvector(array[app.workspace_lexeme(p.workspace_id)])
      from app.posts p
      join (select id, cast(language as regconfig) as language from app.workspaces) stems on stems.id = p.workspace_id
      left join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
      left join app.chapters c on c.workspace_id = p.workspace_id and c.id = p.chapter_id
     where p.workspace_id = workspace and p.id = post and not p.is_deleted
    on conflict (workspace_id, post_id) do update set document = excluded.document
     where post_documents.document <> excluded.document;
end $$;

drop trigger post_search_document on app.posts;
drop function app.post_search_document();
create function app.post_search_document() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if new.is_deleted then
        delete from app.post_documents d where d.workspace_id = new.workspace_id and d.post_id = new.id;
    else
        perform app.index_post(new.workspace_id, new.id);
    end if;
    return null;
end $$;
create trigger post_search_document
    after insert or update of topic, current_version_id, story_used, guidance, chapter_id, is_deleted
    on app.posts for each row execute function app.post_search_document();

create or replace function app.post_search_parts() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_table_name = 'chapters' then
        perform app.index_post(p.workspace_id, p.id)
           from app.posts p where p.workspace_id = new.workspace_id and p.chapter_id = new.id;
    elsif tg_op = 'DELETE' then
        perform app.index_post(old.workspace_id, old.post_id);
    else
        perform app.index_post(new.workspace_id, new.post_id);
    end if;
    return null;
end $$;

alter table app.posts drop column search_document;

grant execute on function app.workspace_lexeme(uuid), app.index_post(uuid, uuid), app.post_search_document()
    to postmagiq_app, postmagiq_maintenance;

set local role postmagiq_maintenance;
do $$
begin
    perform app.index_post(p.workspace_id, p.id) from app.posts p where not p.is_deleted;
    if (select count(*) from app.post_documents) <> (select count(*) from app.posts where not is_deleted) then
        raise 'some posts have no document to be found by';
    end if;
end $$;
set local role postmagiq_owner;

-- The one function that runs with its owner's rights. Its owner logs in nowhere and reads nothing but this table; the
-- function shows ids only, and without a workspace in the context it raises as the fence does. The newest come first,
-- so that a word most posts have is answered from the few at the end of the primary key. Planned for each query: how
-- many posts have a word decides which index is the better one.
grant usage on schema app to postmagiq_search;
grant select on app.post_documents to postmagiq_search;
create policy search_rows on app.post_documents for select to postmagiq_search using (true);
grant execute on function app.workspace_lexeme(uuid) to postmagiq_search;
grant create on schema app to postmagiq_search;
set local role postmagiq_search;
create function app.search_post_ids(words tsquery, most int) returns setof uuid
language plpgsql stable security definer rows 1000
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
    workspace uuid := current_setting('app.workspace_id')::uuid;
    here tsquery := words && quote_literal(app.workspace_lexeme(workspace))::tsquery;
begin
    -- No word at all would leave the workspace's lexeme alone, which every post has.
    if numnode(words) = 0 then
        return;
    end if;
    return query
    select d.post_id from app.post_documents d
     where d.workspace_id = workspace and d.document @@ here
     order by d.post_id desc
     limit most;
end $$;
revoke execute on function app.search_post_ids(tsquery, int) from public;
grant execute on function app.search_post_ids(tsquery, int) to postmagiq_app;
set local role postmagiq_owner;
revoke create on schema app from postmagiq_search;
