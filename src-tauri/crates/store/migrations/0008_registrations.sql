-- A registration goes under a number of its own, whatever other numbers its parcel has.
alter table registration add column number text not null default '';
update registration set number = coalesce((select number from parcel_number
    where parcel_number.parcel_id = registration.parcel_id order by kind desc, number limit 1), '');

-- Telling a provider that no more updates are wanted may fail: how often it did in a row, and when it is tried again.
alter table registration add column stop_failures integer not null default 0;
alter table registration add column stop_at text;

-- A live question is the number's, whatever becomes of its registration: it is kept once.
insert into live_call (account_id, number, at)
    select account_id, upper(number), max(live_at) from registration where live_at is not null and number <> '' group by 1, 2
    on conflict (account_id, number) do update set at = max(at, excluded.at);
alter table registration drop column live_at;
