-- What runs may spend: the caps a workspace chose, and meters that hold a call's worst case before it is made.

-- Nothing chosen is no row, and the installation's usual caps hold; null is no cap.
create table app.cost_caps (
    workspace_id uuid primary key references app.workspaces (id) on delete cascade,
    daily_usd numeric(14, 6) check (daily_usd >= 0),
    monthly_usd numeric(14, 6) check (monthly_usd >= 0),
    updated_by uuid,
    updated_at timestamptz not null
);
call app.fence('app.cost_caps');

-- One row a period, which begins on that day in UTC. A call's estimate is held only while the sum stays under the
-- cap, so spent and held together never pass it, on however many nodes calls begin.
create table app.cost_meters (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    scope text not null check (scope in ('day', 'month')),
    period date not null,
    spent numeric(14, 6) not null default 0 check (spent >= 0),
    held numeric(14, 6) not null default 0 check (held >= 0),
    cap numeric(14, 6) check (cap >= 0),
    warned boolean not null default false,
    primary key (workspace_id, scope, period)
);
call app.fence('app.cost_meters');

-- The same for all workspaces together, kept only where the operator set a cap.
create table core.cost_meters (
    scope text not null check (scope in ('day', 'month')),
    period date not null,
    spent numeric(14, 6) not null default 0 check (spent >= 0),
    held numeric(14, 6) not null default 0 check (held >= 0),
    cap numeric(14, 6) check (cap >= 0),
    warned boolean not null default false,
    primary key (scope, period)
);
grant select, insert, update on core.cost_meters to postmagiq_app;
grant select on core.cost_meters to postmagiq_maintenance;
