-- Stored secrets are encrypted anew under another data key; their rows are otherwise as they were.
grant update (secret_enc) on core.second_factors to postmagiq_app;
grant update (payload_enc) on core.sign_in_attempts to postmagiq_app;
