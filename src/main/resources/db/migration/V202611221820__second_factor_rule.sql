-- Removing one's last second factor asks whether a workspace demands one; that spans workspaces.
grant select (settings) on app.workspaces to postmagiq_system;
