-- Mails also leave by the HTTP interface of Resend.
alter table core.email_queue
    drop constraint email_queue_provider_check,
    add constraint email_queue_provider_check check (provider in ('smtp', 'resend', 'log'));
