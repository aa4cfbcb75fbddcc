-- The planner takes reading a document and comparing it for as cheap as comparing a number, so for words that one post in
-- twenty has it went through tens of thousands of the newest posts, which took up to a second. What is searched through
-- is decided here: a word that stands in many of the newest hundred posts is found among the newest few thousand, any
-- other by the index of words. The settings belong to the function and end with it.
grant create on schema app to postmagiq_search;
set local role postmagiq_search;
create or replace function app.search_post_ids(words tsquery, most int) returns setof uuid
language plpgsql stable security definer rows 1000
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
set enable_indexscan = on
set enable_seqscan = on
set jit = off as $$
declare
    looked_at constant int := 100;
    many constant int := 40;
    workspace uuid := current_setting('app.workspace_id')::uuid;
    here tsquery := words && quote_literal(app.workspace_lexeme(workspace))::tsquery;
    found uuid[];
begin
    -- No word at all would leave the workspace's lexeme alone, which every post has.
    if numnode(words) = 0 then
        return;
    end if;
    if most <= 1000 and many <= (
        select count(*)
          from (select d.document from app.post_documents d
                 where d.workspace_id = workspace
                 order by d.post_id desc
                 limit looked_at) newest
         where newest.document @@ here)
    then
        found := array(
            select newest.post_id
              from (select d.post_id, d.document from app.post_documents d
                     where d.workspace_id = workspace
                     order by d.post_id desc
                     limit 5 * most) newest
             where newest.document @@ here
             order by newest.post_id desc
             limit most);
        if cardinality(found) = most then
            return query select unnest(found);
            return;
        end if;
    end if;
    perform set_config('enable_indexscan', 'off', true), set_config('enable_seqscan', 'off', true);
    return query
    select d.post_id from app.post_documents d
     where d.workspace_id = workspace and d.document @@ here
     order by d.post_id desc
     limit most;
end $$;
set local role postmagiq_owner;
revoke create on schema app from postmagiq_search;
