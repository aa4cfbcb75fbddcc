-- Who set a finding aside, by the name they had then; rows from before have none.
alter table app.finding_dismissals add column dismissed_by_name text;
comment on column app.finding_dismissals.dismissed_by_name is 'pii: name of the person who set it aside, as it was then';

-- Counts the changes of the caps, so that two people who set them learn of each other.
alter table app.cost_caps add column revision int not null default 1 check (revision > 0);
