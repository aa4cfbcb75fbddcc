-- What the minutely repair may see across workspaces: which runs wait for work, and which decisions are overdue.
grant select (workspace_id, id, status, last_seq) on app.workflow_runs to postmagiq_system;
create policy system_rows on app.workflow_runs for select to postmagiq_system using (true);
grant select (workspace_id, run_id, status, expires_at) on app.workflow_decisions to postmagiq_system;
create policy system_rows on app.workflow_decisions for select to postmagiq_system using (true);
grant select (task_name, task_instance) on core.scheduled_tasks to postmagiq_system;

-- Runs without a task are looked for among the few that are queued or running.
create index on app.workflow_runs (id) where status in ('queued', 'running');
create index on app.workflow_decisions (expires_at) where status = 'open' and expires_at is not null;
