-- When posts go out: the slots of a week, posts that come back, and feeds for other calendars.

alter table app.posts
    add column scheduled_at timestamptz,
    -- On whose wall clock the time was said, so that moving it keeps the hour.
    add column scheduled_tz text check (char_length(scheduled_tz) <= 64),
    -- For which stream it is planned; its strategy's where it says nothing.
    add column scheduled_platform_id uuid,
    add column publish_due boolean not null default false,
    add constraint posts_schedule_check check ((scheduled_at is null) = (scheduled_tz is null)),
    add foreign key (workspace_id, scheduled_platform_id) references app.platforms (workspace_id, id)
        on delete set null (scheduled_platform_id);
comment on column app.posts.scheduled_tz is 'pii: none';
create index posts_scheduled on app.posts (workspace_id, scheduled_at) where scheduled_at is not null and not is_deleted;

create table app.posting_slots (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    platform_id uuid not null,
    day_of_week int not null check (day_of_week between 1 and 7),
    local_time time not null,
    time_zone text not null check (char_length(time_zone) <= 64),
    is_active boolean not null default true,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    unique (workspace_id, platform_id, day_of_week, local_time, time_zone),
    foreign key (workspace_id, platform_id) references app.platforms (workspace_id, id) on delete cascade
);
comment on column app.posting_slots.time_zone is 'pii: none';
call app.fence('app.posting_slots');

create table app.post_recurrences (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    goal_id uuid,
    chapter_id uuid,
    platform_id uuid not null,
    topic_pattern text not null check (char_length(topic_pattern) between 1 and 300),
    shape text check (shape in ('FULL', 'PARTIAL', 'OBSERVATION', 'SHORT', 'REVERSAL')),
    cadence text check (cadence in ('teaching', 'field_note', 'informational')),
    guidance text check (char_length(guidance) <= 8000),
    assignee_id uuid references core.users (id) on delete set null,
    priority text not null default 'medium' check (priority in ('low', 'medium', 'high', 'urgent')),
    tags text[] not null default '{}' check (cardinality(tags) <= 20),
    copy_post_id uuid,
    freq text not null check (freq in ('weekly', 'monthly')),
    every int not null check (every between 1 and 12),
    weekdays int[] not null default '{}',
    month_day int check (month_day between 1 and 31),
    nth int check (nth in (1, 2, 3, 4, -1)),
    weekday int check (weekday between 1 and 7),
    local_time time,
    use_slots boolean not null default false,
    time_zone text not null check (char_length(time_zone) <= 64),
    starts_on date not null,
    ends_on date,
    max_count int check (max_count between 1 and 200),
    lead_days int not null default 14 check (lead_days between 0 and 60),
    status text not null default 'active' check (status in ('active', 'paused', 'ended')),
    -- Days before this one were missed while the rule rested, and are not made up.
    not_before date,
    -- The next day it makes a post for; null when there is none left.
    next_on date,
    created_by_id uuid references core.users (id) on delete set null,
    revision int not null default 1 check (revision > 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, platform_id) references app.platforms (workspace_id, id) on delete cascade,
    foreign key (workspace_id, goal_id) references app.goals (workspace_id, id) on delete cascade,
    foreign key (workspace_id, goal_id, chapter_id) references app.chapters (workspace_id, goal_id, id)
        on delete set null (chapter_id),
    foreign key (workspace_id, copy_post_id) references app.posts (workspace_id, id) on delete set null (copy_post_id),
    constraint post_recurrences_end_check check ((ends_on is null) <> (max_count is null)),
    constraint post_recurrences_time_check check (use_slots = (local_time is null)),
    constraint post_recurrences_days_check check (
        case freq
            when 'weekly' then cardinality(weekdays) between 1 and 7 and month_day is null and nth is null
            else cardinality(weekdays) = 0 and (month_day is null) = (nth is not null) and (nth is null) = (weekday is null)
        end)
);
comment on column app.post_recurrences.topic_pattern is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.post_recurrences.guidance is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.post_recurrences.tags is 'pii: content; export: yes; erase: keep:belongs to the workspace';
comment on column app.post_recurrences.shape is 'pii: none';
comment on column app.post_recurrences.cadence is 'pii: none';
comment on column app.post_recurrences.priority is 'pii: none';
comment on column app.post_recurrences.freq is 'pii: none';
comment on column app.post_recurrences.time_zone is 'pii: none';
comment on column app.post_recurrences.status is 'pii: none';
comment on column app.post_recurrences.starts_on is 'pii: none';
comment on column app.post_recurrences.ends_on is 'pii: none';
comment on column app.post_recurrences.not_before is 'pii: none';
comment on column app.post_recurrences.next_on is 'pii: none';
-- The hourly task asks which rules are due.
create index on app.post_recurrences (next_on) where status = 'active';
grant select (workspace_id, id, status, next_on, lead_days) on app.post_recurrences to postmagiq_system;
create policy system_rows on app.post_recurrences for select to postmagiq_system using (true);
call app.fence('app.post_recurrences');

create index on app.post_recurrences (assignee_id) where assignee_id is not null;
create index on app.post_recurrences (created_by_id) where created_by_id is not null;

-- The posts a rule made, one a day.
alter table app.posts
    add column recurrence_id uuid,
    add column occurrence_on date,
    add constraint posts_occurrence_check check (recurrence_id is null or occurrence_on is not null),
    add constraint posts_occurrence_key unique (workspace_id, recurrence_id, occurrence_on),
    add foreign key (workspace_id, recurrence_id) references app.post_recurrences (workspace_id, id)
        on delete set null (recurrence_id);
comment on column app.posts.occurrence_on is 'pii: none';

-- Days a rule is done with: their post was made, whatever became of it since, or somebody wished for none.
create table app.recurrence_days (
    workspace_id uuid not null,
    recurrence_id uuid not null,
    day date not null,
    state text not null check (state in ('made', 'skipped')),
    primary key (workspace_id, recurrence_id, day),
    foreign key (workspace_id, recurrence_id) references app.post_recurrences (workspace_id, id) on delete cascade
);
comment on column app.recurrence_days.day is 'pii: none';
comment on column app.recurrence_days.state is 'pii: none';
call app.fence('app.recurrence_days');

create table app.calendar_feeds (
    workspace_id uuid not null references app.workspaces (id) on delete cascade,
    id uuid not null,
    user_id uuid not null references core.users (id) on delete cascade,
    scope text not null check (scope in ('all', 'mine')),
    created_at timestamptz not null,
    last_used_at timestamptz,
    primary key (workspace_id, id)
);
comment on column app.calendar_feeds.scope is 'pii: none';
create index on app.calendar_feeds (workspace_id, user_id);
create index on app.calendar_feeds (user_id);
call app.fence('app.calendar_feeds');

-- A feed's secret is found like an invitation's.
alter table core.tenant_lookups
    drop constraint tenant_lookups_kind_check,
    add constraint tenant_lookups_kind_check check (kind in ('slug', 'invite', 'feed'));
