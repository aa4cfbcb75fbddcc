-- Whoever adds many posts at once adds their parts one kind after the other, and each part would make the post's document
-- anew. Inside one transaction this may wait until all parts are there and is then done once for all posts.

create function app.index_posts(workspace uuid, posts uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform from app.posts p where p.workspace_id = workspace and p.id = any (posts) order by p.id for no key update;
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
     where p.workspace_id = workspace and p.id = any (posts) and not p.is_deleted
     order by p.id
    on conflict (workspace_id, post_id) do update set document = excluded.document
     where post_documents.document <> excluded.document;
end $$;

create or replace function app.index_post(workspace uuid, post uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
    select app.index_posts(workspace, array[post])
$$;

-- Until the end of the transaction, or until documents_now: who calls the one must call the other.
create function app.documents_later() returns void
language sql set search_path = pg_catalog, pg_temp as $$
    select set_config('app.documents_later', 'yes', true)
$$;

create function app.documents_now(workspace uuid, posts uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform set_config('app.documents_later', '', true);
    perform app.index_posts(workspace, posts);
end $$;

create or replace function app.post_search_document() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_setting('app.documents_later', true) = 'yes' then
        return null;
    end if;
    if new.is_deleted then
        delete from app.post_documents d where d.workspace_id = new.workspace_id and d.post_id = new.id;
    else
        perform app.index_posts(new.workspace_id, array[new.id]);
    end if;
    return null;
end $$;

create or replace function app.post_search_parts() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if current_setting('app.documents_later', true) = 'yes' then
        return null;
    end if;
    if tg_table_name = 'chapters' then
        perform app.index_posts(new.workspace_id, array(
            select p.id from app.posts p where p.workspace_id = new.workspace_id and p.chapter_id = new.id));
    elsif tg_op = 'DELETE' then
        perform app.index_posts(old.workspace_id, array[old.post_id]);
    else
        perform app.index_posts(new.workspace_id, array[new.post_id]);
    end if;
    return null;
end $$;

grant execute on function app.index_posts(uuid, uuid[]), app.documents_later(), app.documents_now(uuid, uuid[])
    to postmagiq_app, postmagiq_maintenance;
