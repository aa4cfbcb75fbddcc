-- What is handed over as a file: how it was wished for, and what was made.
alter table app.publication_handoffs
    add column options jsonb not null default '{}' check (jsonb_typeof(options) = 'object'),
    add column asset_id uuid,
    add constraint publication_handoffs_error_check check ((status = 'failed') = (error_code is not null));
comment on column app.publication_handoffs.options is 'pii: content; export: no; erase: keep:belongs to the workspace';
