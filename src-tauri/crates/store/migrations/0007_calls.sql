-- When the next call of an account may leave, by what is counted: taken before it leaves, so that all processes keep to it.
create table call_place (
    account_id text not null references account (id),
    name text not null,
    free_at text not null,
    primary key (account_id, name)
) without rowid;

-- When a carrier was asked live about a number, taken before the call leaves. It outlives the registration.
create table live_call (
    account_id text not null references account (id),
    number text not null,
    at text not null,
    primary key (account_id, number)
) without rowid;
