-- When calls of an account leave, by the while in which its provider counts them: taken before they leave, so that all
-- processes keep to it.
drop table call_place;
create table call_place (
    account_id text not null references account (id),
    window_ms integer not null,
    at text not null,
    calls integer not null,
    primary key (account_id, window_ms, at)
) without rowid;
