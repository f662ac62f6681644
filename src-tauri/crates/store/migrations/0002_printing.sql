-- Printing. A batch is what was sent to a printer together, a job one label in it. Labels that share a sheet of paper go
-- to the printer as one: the first of them lends its id to all. Jobs stay: one that is repeated gets a new row that names
-- the old one.

-- nothing was ever written into it
drop table print_job;

create table print_batch (
    id text primary key,
    -- for people: B-1122-07 is the seventh of 22 November
    name text not null,
    kind text not null,
    printer text not null,
    layout text not null,
    copies integer not null,
    -- why labels were printed once more
    reason text,
    -- set while a person has to decide how it goes on, with what went wrong
    halted text,
    halted_at text,
    queued_at text not null
) without rowid;
create index print_batch_by_time on print_batch (queued_at);

create table print_job (
    id text primary key,
    sheet_id text not null,
    batch_id text not null references print_batch (id),
    position integer not null,
    order_id text references orders (id),
    label_id text references label (id),
    scan_form_id text references scan_form (id),
    box_no text not null default '',
    sha256 text not null references file (sha256),
    printer text not null,
    -- the paper as the printer calls it, and its size in hundredths of a millimetre
    media text not null,
    width integer not null,
    height integer not null,
    copies integer not null,
    state text not null,
    -- the process that is handing it over
    owner text,
    spooler_id integer,
    -- whether the spooler may still have something new to say of it
    followed integer not null default 0,
    trouble text,
    error text,
    repeats text references print_job (id),
    queued_at text not null,
    sent_at text,
    ended_at text,
    updated_at text not null,
    -- counts changes: whoever changes a job must have seen its newest state
    revision integer not null default 0
) without rowid;
create index print_job_by_batch on print_job (batch_id, position);
create index print_job_by_sheet on print_job (sheet_id, position);
create index print_job_by_order on print_job (order_id) where order_id is not null;
create index print_job_by_label on print_job (label_id, state) where label_id is not null;
create index print_job_by_file on print_job (sha256);
create index print_job_by_repeated on print_job (repeats) where repeats is not null;
create index print_job_open on print_job (state, printer) where state in ('queued', 'sent', 'unsure');
-- A printer does one sheet after the other: nothing follows one that may be stuck.
create unique index print_job_at_printer on print_job (printer)
    where id = sheet_id and (owner is not null or followed = 1);
