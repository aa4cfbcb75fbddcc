-- Whoever is only named may be given to a member; what cannot be rewritten keeps the name, so the row stays.
alter table core.users
    add column placeholder_given_at timestamptz,
    add check (placeholder_given_at is null or placeholder_of is not null);
grant select (placeholder_given_at), update (placeholder_given_at) on core.users to postmagiq_app;
