-- Parcels at several sources: what each says of them, where they are registered, how their proofs of delivery stand,
-- what is in them; and what accounts know beside parcels: carriers, purchases, orders that were made elsewhere.

-- Where a source says that the parcel stands, beside its lines; and what it calls the carrier.
alter table parcel_source add column status text;
alter table parcel_source add column final integer not null default 0;
alter table parcel_source add column carrier text;
-- Whether this source ever knew the parcel: who never did is not asked again by itself.
alter table parcel_source add column knows integer not null default 0;
update parcel_source set knows = 1 where error is null;

-- A parcel that the provider follows by itself.
create table registration (
    parcel_id text not null references parcel (id),
    account_id text not null references account (id),
    carrier text not null,
    fields text not null default '{}',
    registered_at text not null,
    live_at text,
    stopped_at text,
    primary key (parcel_id, account_id)
) without rowid;
create index registration_by_account on registration (account_id, parcel_id);

-- Proofs of delivery that are not here and may still come. `next_at` is when they are looked for again; it is null where
-- they are no longer offered. Once all are here there is no row.
create table pod_watch (
    parcel_id text primary key references parcel (id),
    account_id text not null references account (id),
    state text not null,
    tries integer not null default 0,
    next_at text,
    until text not null,
    error text
) without rowid;
create index pod_watch_due on pod_watch (next_at) where next_at is not null;
create index pod_file_by_time on pod_file (fetched_at);

-- Goods of a parcel of a purchase: the receiving check-list.
create table parcel_goods (
    parcel_id text not null references parcel (id),
    place integer not null,
    title text not null,
    property text,
    quantity text not null,
    image_url text,
    received_at text,
    primary key (parcel_id, place)
) without rowid;

-- Purchases on their way to our door.
create table inbound (
    account_id text not null references account (id),
    sub_order text not null,
    outer_id text,
    fetched_at text not null,
    primary key (account_id, sub_order)
) without rowid;

create table carrier (
    account_id text not null references account (id),
    code text not null,
    name text not null,
    homepage text,
    phone text,
    listed_at text not null,
    primary key (account_id, code)
) without rowid;

-- Orders that were made at a provider: shown and kept, never changed. What they say of people stands apart.
create table foreign_order (
    id integer primary key,
    account_id text not null references account (id),
    order_no text not null,
    reference text,
    tracking_no text,
    state_code text,
    fetched_at text not null,
    unique (account_id, order_no)
);
create index foreign_order_by_reference on foreign_order (account_id, reference);
create index foreign_order_by_time on foreign_order (fetched_at);

create table foreign_order_document (
    order_id integer primary key references foreign_order (id),
    document text,
    erased_at text
);

-- Calls or numbers that an account may still use.
alter table account_balance add column quota_left integer;
alter table account_balance add column quota_of integer;
