-- What a new workspace was filled with to be tried out. A sample that nobody has touched still has the revision it was made
-- with; rows without one are people's own.
alter table app.goals add column sample_revision int;
alter table app.chapters add column sample_revision int;
alter table app.posts add column sample_revision int;
alter table app.content_settings
    add column seed_template text not null default 'empty' check (seed_template in ('empty', 'tutorial'));
comment on column app.content_settings.seed_template is 'pii: none';
