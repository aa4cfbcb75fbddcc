-- Totals over many workspaces, for operators.
grant select (event_category, event_action) on app.telemetry_events to postmagiq_system;
