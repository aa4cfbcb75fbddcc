-- Posts that come back may start their run by themselves, from the story of the post they copy.
alter table app.post_recurrences add column start_workflow boolean not null default false;
