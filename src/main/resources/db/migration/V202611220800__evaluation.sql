-- Runs of a period: evaluation, and the list of runs from and to a day.
create index on app.workflow_runs (workspace_id, created_at);
-- How often limits stopped the runs of a period, without reading every event.
create index on app.workflow_events (workspace_id, run_id) where type = 'circuit_break.detected';
