-- The voice of a strategy: a profile of its workspace, or one that ships, by its slug.
alter table app.goals
    add column voice_preset text check (char_length(voice_preset) between 1 and 100),
    add foreign key (workspace_id, voice_profile_id) references app.voice_profiles on delete set null (voice_profile_id),
    add check (voice_profile_id is null or voice_preset is null);
comment on column app.goals.voice_preset is 'pii: none';
-- Deleting a profile asks who spoke in it.
create index goals_voice on app.goals (workspace_id, voice_profile_id) where voice_profile_id is not null;

-- What an older measure found cannot be compared with what this one finds: those profiles are to be analysed anew.
update app.voice_profiles set stylometry = null, analyzed_at = null, stale = true
 where stylometry is not null and (stylometry ->> 'algorithm_version')::int < 2;
