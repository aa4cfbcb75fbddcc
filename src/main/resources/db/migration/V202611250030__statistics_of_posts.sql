-- A large import is over before the server looks at the new rows by itself. Until then it knows nothing of them, keeps
-- plans made for a nearly empty table, and among the many indexes that begin with the workspace those took any: each
-- check of a foreign key then read all posts of the workspace. Only an owner may have statistics made, so this function
-- runs with the owner's rights; it takes nothing and tells nothing. What is being looked at already is left out.
create function app.analyze_posts() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    analyze (skip_locked) app.posts, app.post_versions, app.post_tags, app.post_fingerprints, app.post_fingerprint_bands;
end $$;
revoke execute on function app.analyze_posts() from public;
grant execute on function app.analyze_posts() to postmagiq_app;
