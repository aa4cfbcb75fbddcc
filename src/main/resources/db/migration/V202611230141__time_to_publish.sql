-- Posts whose time has come: a task flags them, so that somebody is reminded to take them out.
create index posts_publish_due on app.posts (scheduled_at)
    where scheduled_at is not null and not publish_due and not is_deleted and status not in ('published', 'archived');
grant select (scheduled_at, publish_due, status) on app.posts to postmagiq_system;
