-- What the window's desk shows at a glance: balances, the network, parcels by their newest activity, how long they take.

-- The last balance of an account that is known, and how asking for it went since. A failure keeps what is known.
create table account_balance (
    account_id text primary key references account (id),
    amount_minor integer,
    currency text,
    known_at text,
    asked_at text not null,
    error text
) without rowid;

-- Whether the network is there is read from the newest calls.
create index attempt_by_time on attempt (at);

-- When something was last heard of a parcel (it came here, or a line of its timeline did), how often asking for it has
-- failed in a row, and how many days it took from its purchase to its delivery.
alter table parcel add column activity_at text not null default '';
alter table parcel add column failures integer not null default 0;
alter table parcel add column delivered_days integer;
update parcel set activity_at = coalesce((select max(seen_at) from event where parcel_id = parcel.id), created_at);
create index parcel_by_activity on parcel (activity_at, id);
drop index parcel_due;
create index parcel_due on parcel (coalesce(next_ask_at, ''), id, account_id) where final = 0;
create index parcel_needs_person on parcel (status) where status in
    ('ready_for_pickup', 'attempt_failed', 'delayed', 'exception', 'returning', 'lost', 'damaged', 'destroyed');

-- How many parcels of a channel took how many days to a country: what a quote can say of a channel's speed.
create table delivery_days (
    country text not null,
    account_id text not null references account (id),
    channel_id text not null,
    days integer not null,
    parcels integer not null,
    primary key (country, account_id, channel_id, days)
) without rowid;
update parcel set delivered_days = (
    select max(0, cast(round(julianday(min(coalesce(at_utc, at_wall))) - julianday(sent_at)) as integer))
    from event join purchase on purchase.id = parcel.purchase_id
    where parcel_id = parcel.id and event.status = 'delivered' and sent_at is not null
) where status = 'delivered' and purchase_id is not null;
insert into delivery_days (country, account_id, channel_id, days, parcels)
select country, purchase.account_id, channel_id, delivered_days, count(*)
from parcel join purchase on purchase.id = parcel.purchase_id join orders on orders.id = order_id
where delivered_days is not null and country <> '' group by 1, 2, 3, 4;
