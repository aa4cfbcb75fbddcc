-- Every table of schema app is closed by this procedure in the migration that creates it. The fence is
-- restrictive, so that no later policy can widen it; current_setting without its forgiving second
-- argument makes a missing context an error; the scalar subselect is evaluated once per statement.
create procedure app.fence(t regclass, col name default 'workspace_id', setting text default 'app.workspace_id')
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  q text := format('%I = (select pg_catalog.current_setting(%L)::uuid)', col, setting);
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('revoke all on %s from public', t);
  execute format('create policy tenant_fence on %s as restrictive for all to postmagiq_app using (%s) with check (%s)', t, q, q);
  execute format('create policy tenant_rows on %s for all to postmagiq_app using (true) with check (true)', t);
  execute format('create policy maintenance_rows on %s for all to postmagiq_maintenance using (true) with check (true)', t);
  execute format('grant select, insert, update, delete on %s to postmagiq_app, postmagiq_maintenance', t);
end $$;
