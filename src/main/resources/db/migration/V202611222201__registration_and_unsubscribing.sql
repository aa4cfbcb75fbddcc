-- A registration that waits for its mailed link, where the installation does not tell who has an account.
alter table core.sign_in_attempts drop constraint sign_in_attempts_kind_check;
alter table core.sign_in_attempts add constraint sign_in_attempts_kind_check check
    (kind in ('second_factor', 'passkey_login', 'passkey_register', 'oidc_state', 'oidc_code', 'registration'));

-- One kind of mail that the reader of an address wants no more.
alter table core.email_suppressions add column template text check (template ~ '^[a-z][a-z_]{2,40}$');
comment on column core.email_suppressions.template is 'pii: none';
alter table core.email_suppressions drop constraint email_suppressions_email_hash_category_key;
alter table core.email_suppressions add constraint email_suppressions_key
    unique nulls not distinct (email_hash, category, template);
