-- Words for everybody: a person stands in a mail only when it is built.
comment on column app.system_templates.content is 'pii: none';
comment on column app.system_templates.based_on is 'pii: none';
