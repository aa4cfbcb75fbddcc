-- Where many small workspaces and one large share an installation, the planner takes the large one for a small one and
-- looks for a few posts among all of it. A limit of one keeps each post a question of its own, which its key answers.
create or replace function app.index_posts(workspace uuid, posts uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    -- In order, so that two of these never wait for each other.
    perform from (select distinct u.id from unnest(posts) u (id) order by u.id) wanted
     cross join lateral (select from app.posts p
                          where p.workspace_id = workspace and p.id = wanted.id
                          limit 1 for no key update) locked;
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
      from (select distinct u.id from unnest(posts) u (id) order by u.id) wanted
     cross join lateral (select * from app.posts p
                          where p.workspace_id = workspace and p.id = wanted.id and not p.is_deleted
                          limit 1) p
      join (select id, cast(language as regconfig) as language from app.workspaces) stems on stems.id = p.workspace_id
      left join lateral (select v.title, v.content from app.post_versions v
                          where v.workspace_id = p.workspace_id and v.id = p.current_version_id
                          limit 1) v on true
      left join app.chapters c on c.workspace_id = p.workspace_id and c.id = p.chapter_id
    on conflict (workspace_id, post_id) do update set document = excluded.document
     where post_documents.document <> excluded.document;
end $$;
