-- A source's own words for where the whole parcel stands, beside its lines.
alter table parcel_source add column said text;

-- How many links to proofs of delivery its answer had when all that they lead to was here: two may lead to the same bytes.
alter table parcel_source add column pods_taken integer not null default 0;

-- What orders from elsewhere are found by, from the beginning of each, whatever the case of its letters.
create index foreign_order_number on foreign_order (order_no collate nocase);
create index foreign_order_reference on foreign_order (reference collate nocase);
create index foreign_order_tracking on foreign_order (tracking_no collate nocase);
