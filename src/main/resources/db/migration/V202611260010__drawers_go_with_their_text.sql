-- 64 drawers a post were each checked against the fingerprint they belong to, which took a sixth of an import. They are an
-- index made by us: whoever writes them has just written their fingerprint in the same transaction and holds its lock, so
-- the check could not fail. What remains of the foreign key is that they go when their fingerprint goes.
alter table app.post_fingerprint_bands drop constraint post_fingerprint_bands_workspace_id_post_id_kind_fkey;

-- Before, not after: what a foreign key deletes is deleted as the owner, for whom the fence stays open only meanwhile.
create function app.drop_fingerprint_bands() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  delete from app.post_fingerprint_bands b
   where b.workspace_id = old.workspace_id and b.post_id = old.post_id and b.kind = old.kind;
  return old;
end $$;
create trigger drop_fingerprint_bands before delete on app.post_fingerprints
    for each row execute function app.drop_fingerprint_bands();
