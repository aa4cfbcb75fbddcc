-- Drawers belong to the fingerprint of one text, which goes with its post. Each drawer's row is checked against what it
-- belongs to, and fingerprints have a single index for that. Posts have many that begin with the workspace, and while
-- there are no statistics yet, as in the middle of a large import, one of those was taken and all posts were read.
alter table app.post_fingerprint_bands drop constraint post_fingerprint_bands_workspace_id_post_id_fkey;
delete from app.post_fingerprint_bands b
 where not exists (select from app.post_fingerprints f
                    where f.workspace_id = b.workspace_id and f.post_id = b.post_id and f.kind = b.kind);
alter table app.post_fingerprint_bands add foreign key (workspace_id, post_id, kind)
    references app.post_fingerprints (workspace_id, post_id, kind) on delete cascade;
create index post_fingerprint_bands_text on app.post_fingerprint_bands (workspace_id, post_id, kind);
drop index app.post_fingerprint_bands_workspace_id_post_id_idx;
