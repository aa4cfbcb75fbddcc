-- Sessions whose time is over are marked, and forgotten thirty days after their end.

-- The sweep that marks sessions past their end.
create index active_sessions_end on core.active_sessions (expires_at) where revoked_at is null;
-- The sweep that deletes ended ones, their tokens with them.
create index active_sessions_revoked on core.active_sessions (revoked_at) where revoked_at is not null;

grant delete on core.active_sessions to postmagiq_app;
