-- A deleted run keeps its row and its calls without texts, for the accounts; nobody can open it any more.
alter table app.workflow_runs add column deleted_at timestamptz;
-- The newest run of a post.
create index on app.workflow_runs (workspace_id, post_id, id desc) where post_id is not null;
