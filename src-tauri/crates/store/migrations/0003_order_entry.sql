-- Orders as the window lists and writes them: rows in short, the form as typed, what was learned for the next order.

-- When nothing was left to do for an order: its newest label printed or its parcel on the way, or it was cancelled;
-- null as long as somebody has to do something. Triggers keep it, whoever writes.
alter table orders add column done_at text;
create index orders_by_done on orders (done_at, seq, state, import_batch_id);
create index orders_by_updated on orders (updated_at, seq, state, done_at, import_batch_id);
create index orders_by_batch on orders (import_batch_id, seq, state, done_at) where import_batch_id is not null;
-- Numbers that end in up to twelve figures, by what stands before and by the figures' value: the highest in use.
create index orders_by_serial on orders (
    upper(rtrim(order_no, '0123456789')), cast(substr(order_no, length(rtrim(order_no, '0123456789')) + 1) as integer)
) where length(order_no) - length(rtrim(order_no, '0123456789')) between 1 and 12;

create trigger orders_done_by_state after update of state, purchase_id on orders
when new.state is not old.state or new.purchase_id is not old.purchase_id
begin
    update orders set done_at = case new.state
        when 'cancelled' then coalesce(old.done_at, new.updated_at)
        when 'labelled' then (
            select min(done) from (
                select min(coalesce(ended_at, print_job.updated_at)) as done from print_job join label on label.id = label_id
                where label.purchase_id = new.purchase_id and label.kind = 'label' and print_job.state = 'printed'
                union all
                select min(updated_at) from parcel where purchase_id = new.purchase_id and status in ('picked_up', 'in_transit',
                    'customs', 'out_for_delivery', 'ready_for_pickup', 'attempt_failed', 'returning', 'returned', 'delivered',
                    'lost', 'damaged', 'destroyed', 'shipped_untracked')
            )
        )
    end where seq = new.seq;
end;
create trigger orders_done_by_print after update of state on print_job
when new.state = 'printed' and old.state <> 'printed' and new.label_id is not null
begin
    update orders set done_at = coalesce(done_at, new.ended_at, new.updated_at)
    where state = 'labelled' and purchase_id = (select purchase_id from label where id = new.label_id and kind = 'label')
        and id = (select order_id from purchase join label on purchase.id = label.purchase_id where label.id = new.label_id);
end;
create trigger orders_done_by_parcel after update of status on parcel
when new.purchase_id is not null and new.status is not old.status and new.status in ('picked_up', 'in_transit', 'customs',
    'out_for_delivery', 'ready_for_pickup', 'attempt_failed', 'returning', 'returned', 'delivered', 'lost', 'damaged',
    'destroyed', 'shipped_untracked')
begin
    update orders set done_at = coalesce(done_at, new.updated_at)
    where state = 'labelled' and purchase_id = new.purchase_id and id = (select order_id from purchase where id = new.purchase_id);
end;

update orders set done_at = updated_at where state = 'cancelled';
update orders set done_at = (
    select min(parcel.updated_at) from parcel where parcel.purchase_id = orders.purchase_id and status in ('picked_up', 'in_transit',
        'customs', 'out_for_delivery', 'ready_for_pickup', 'attempt_failed', 'returning', 'returned', 'delivered',
        'lost', 'damaged', 'destroyed', 'shipped_untracked')
) where state = 'labelled';

-- What a row of the list says of the people and the goods, and the first thing that is missing. It is made from the
-- document whenever that is written; an order from before this table has none until then, and the list reads its document.
-- Personal data (a masked name, a city, what was typed): erased with the document, leaving the date.
create table order_short (
    order_seq integer primary key references orders (seq),
    recipient text,
    city text,
    battery integer not null default 0,
    issue text,
    issues integer not null default 0,
    erased_at text
);

-- The form as it was typed, also where it cannot be read; `unread` names the fields of which the document knows nothing.
-- An order without a row here has the form that its document gives. Personal data: erased with the document.
create table order_form (
    order_id text primary key references orders (id),
    form text,
    sha256 text not null,
    unread text not null default '[]',
    saved_at text not null,
    erased_at text
) without rowid;

-- The address book. A recipient is one `identity` (the hash of name, phone, address, postcode and country, folded);
-- `learned_from` is the order that taught it as long as no other order has it: what is corrected while that order is being
-- written is corrected here. Documents and terms are personal data: erasing one removes its terms.
alter table address add column is_default integer not null default 0;
alter table address add column identity text;
alter table address add column learned_from text;
create unique index address_default on address (kind) where is_default = 1;
create unique index address_identity on address (kind, identity) where identity is not null;
create index address_learned on address (learned_from) where learned_from is not null;
create index address_by_use on address (kind, used_at);

-- What an address is found by: folded words of its names and its city, and its phone backwards after a '#'.
create table address_term (
    term text not null,
    address_id text not null references address (id) on delete cascade,
    primary key (term, address_id)
) without rowid;

-- The product library, by SKU without its case; `terms` is what a product is found by, `learned_from` as in `address`.
alter table product add column terms text not null default '';
alter table product add column learned_from text;
create index product_learned on product (learned_from) where learned_from is not null;
