-- When an account was last answered is read from the newest of its calls that were.
create index attempt_answered on attempt (account_id, at) where http_status is not null;
