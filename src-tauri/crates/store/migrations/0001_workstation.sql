-- The first schema: one workstation's folder.
--
-- Conventions: ids are UUIDv7 text; instants are RFC 3339 text in UTC with milliseconds (they sort as they read);
-- money is integer minor units beside a currency; provider and state columns are free text without checks, so that a
-- new provider or state needs no migration; JSON columns end in no suffix and are written by this program only.
-- Personal data and raw provider text stand in tables of their own (order_document, attempt_text, event_text, address,
-- note), so that erasing them leaves everything else, and the journal, as it was.

create table station (
    id text primary key,
    name text not null,
    created_at text not null
) without rowid;

create table operator (
    id text primary key,
    name text not null unique,
    role text not null,
    created_at text not null
) without rowid;

create table setting (
    key text primary key,
    value text not null,
    set_at text not null
) without rowid;

-- Credentials at a provider. Secrets are in the key store, never here.
create table account (
    id text primary key,
    name text not null,
    provider text not null,
    base_url text not null,
    http_consent_at text,
    fields text not null,
    enabled integer not null default 1,
    position integer not null default 0,
    silent_until text,
    channels_at text,
    created_at text not null,
    removed_at text
) without rowid;
create unique index account_name on account (name) where removed_at is null;

create table channel (
    account_id text not null references account (id),
    channel_id text not null,
    name text not null,
    test integer not null default 0,
    alias text,
    favourite integer not null default 0,
    hidden integer not null default 0,
    gone_at text,
    primary key (account_id, channel_id)
) without rowid;

-- Sender profiles and the address book.
create table address (
    id text primary key,
    kind text not null,
    label text not null,
    document text not null,
    used_at text,
    erased_at text
) without rowid;

create table box_preset (
    id text primary key,
    name text not null,
    length_mm integer not null,
    width_mm integer not null,
    height_mm integer not null,
    tare_g integer not null default 0,
    position integer not null default 0
) without rowid;

create table product (
    sku text primary key,
    document text not null,
    updated_at text not null
) without rowid;

create table import_batch (
    id text primary key,
    source text not null,
    mapping text,
    orders integer not null,
    imported_at text not null,
    undone_at text
) without rowid;

create table orders (
    seq integer primary key,
    id text not null unique,
    -- a provider may not tell A1 from a1
    order_no text unique collate nocase,
    reference text not null default '',
    state text not null,
    country text not null default '',
    boxes integer not null default 0,
    weight_g integer not null default 0,
    purchase_id text,
    last_error text,
    import_batch_id text references import_batch (id),
    station_id text not null,
    created_at text not null,
    updated_at text not null
);
create index orders_by_state on orders (state, seq);

-- What the customer wants sent, as its document; the hash is checked on every read.
create table order_document (
    order_id text primary key references orders (id),
    document text,
    sha256 text not null,
    erased_at text
) without rowid;

-- The newest answer of each channel for an order.
create table quote (
    order_id text not null references orders (id),
    account_id text not null references account (id),
    channel_id text not null,
    document_sha256 text not null,
    asked_at text not null,
    currency text,
    total_minor integer,
    fees text,
    error text,
    primary key (order_id, account_id, channel_id)
) without rowid;

-- One attempt to have an account and channel ship an order; it owns the provider's order number.
create table purchase (
    id text primary key,
    order_id text not null references orders (id),
    account_id text not null references account (id),
    channel_id text not null,
    order_no text not null collate nocase,
    generation integer not null,
    -- what was sent: the order may be changed after a purchase failed
    document_sha256 text not null,
    state text not null,
    owner text,
    provider_ref text,
    tracking_no text,
    refund text not null default 'none',
    -- a cancellation whose answer was lost: the provider's state decides
    cancel_unknown integer not null default 0,
    sent_at text,
    -- first of the two looks that an order needs before it counts as not known to the provider
    missed_at text,
    -- counts changes: whoever changes a purchase must have seen its newest state
    revision integer not null default 0,
    created_at text not null,
    updated_at text not null
) without rowid;
create index purchase_by_order on purchase (order_id, created_at);
create index purchase_by_number on purchase (order_no);
create index purchase_open on purchase (state) where state in ('intent', 'sending', 'unknown', 'created', 'cancelling');
create index purchase_refund_open on purchase (refund) where state = 'cancelled' and refund in ('in_progress', 'unknown');
create index purchase_missed on purchase (missed_at) where state = 'failed' and missed_at is not null;
-- Money is spent once: an order has one living purchase at the most, whatever processes run.
create unique index purchase_live on purchase (order_id)
    where state in ('intent', 'sending', 'unknown', 'created', 'labelled', 'cancelling');

create table purchase_box (
    purchase_id text not null references purchase (id),
    box_no text not null,
    tracking_no text not null,
    primary key (purchase_id, box_no)
) without rowid;

create table charge (
    purchase_id text not null references purchase (id),
    kind text not null,
    amount_minor integer not null,
    currency text not null,
    primary key (purchase_id, kind)
) without rowid;

-- A file of the content-addressed store.
create table file (
    sha256 text primary key,
    media_type text not null,
    bytes integer not null,
    stored_at text not null,
    erased_at text
) without rowid;

create table label (
    id text primary key,
    purchase_id text not null references purchase (id),
    kind text not null,
    box_no text not null default '',
    sha256 text not null references file (sha256),
    fetched_at text not null,
    replaced_at text
) without rowid;
create unique index label_current on label (purchase_id, kind, box_no) where replaced_at is null;

-- One call to a provider. References and hashes here, the texts beside it.
create table attempt (
    id text primary key,
    at text not null,
    account_id text not null references account (id),
    order_id text references orders (id),
    purchase_id text references purchase (id),
    action text not null,
    outcome text not null,
    http_status integer,
    took_ms integer not null,
    error text,
    request_sha256 text not null,
    answer_sha256 text
) without rowid;
create index attempt_by_order on attempt (order_id, at) where order_id is not null;

create table attempt_text (
    attempt_id text primary key references attempt (id),
    address text not null,
    request text,
    answer text,
    erased_at text
) without rowid;

create table scan_form (
    id text primary key,
    account_id text not null references account (id),
    channel_id text not null,
    address_id text not null,
    state text not null,
    sha256 text references file (sha256),
    error text,
    made_at text not null
) without rowid;

create table scan_form_member (
    scan_form_id text not null references scan_form (id),
    tracking_no text not null,
    purchase_id text not null references purchase (id),
    box_no text not null,
    primary key (scan_form_id, tracking_no)
) without rowid;
create index scan_form_by_number on scan_form_member (tracking_no);

-- Anything that is tracked, ours or not.
create table parcel (
    id text primary key,
    purchase_id text references purchase (id),
    box_no text,
    account_id text references account (id),
    carrier text,
    status text not null default 'pending',
    final integer not null default 0,
    origin text,
    destination text,
    next_ask_at text,
    created_at text not null,
    updated_at text not null
) without rowid;
create unique index parcel_of_box on parcel (purchase_id, box_no) where purchase_id is not null;
create index parcel_due on parcel (next_ask_at) where final = 0;

create table parcel_number (
    parcel_id text not null references parcel (id),
    number text not null,
    kind text not null,
    primary key (parcel_id, number, kind)
) without rowid;
create index parcel_by_number on parcel_number (number collate nocase);

create table parcel_source (
    parcel_id text not null references parcel (id),
    account_id text not null references account (id),
    asked_at text not null,
    error text,
    primary key (parcel_id, account_id)
) without rowid;

-- One line of a timeline. `position` is its place in the source's own order, newest answers keeping older places.
create table event (
    id integer primary key,
    parcel_id text not null references parcel (id),
    account_id text not null references account (id),
    identity text not null,
    position integer not null,
    at_utc text,
    at_wall text,
    at_text text not null,
    basis text not null,
    kind text not null,
    status text not null,
    code text,
    last integer not null default 0,
    seen_at text not null,
    unique (parcel_id, account_id, identity)
);

create table event_text (
    event_id integer primary key references event (id),
    text text,
    location text,
    raw text,
    erased_at text
);

create table pod_file (
    parcel_id text not null references parcel (id),
    sha256 text not null references file (sha256),
    event_id integer references event (id),
    fetched_at text not null,
    primary key (parcel_id, sha256)
) without rowid;

create table inbox_item (
    id text primary key,
    parcel_id text not null references parcel (id),
    kind text not null,
    opened_at text not null,
    snoozed_until text,
    operator_id text references operator (id),
    done_at text
) without rowid;

create table note (
    id text primary key,
    order_id text references orders (id),
    parcel_id text references parcel (id),
    operator_id text references operator (id),
    text text,
    due_at text,
    written_at text not null,
    erased_at text
) without rowid;

create table print_job (
    id text primary key,
    label_id text references label (id),
    scan_form_id text references scan_form (id),
    printer text not null,
    copies integer not null,
    state text not null,
    spooler_id text,
    error text,
    queued_at text not null,
    updated_at text not null
) without rowid;
create index print_job_open on print_job (state, queued_at);

-- What happened here, append-only: references, codes and hashes, never personal data. Each row's hash covers the row
-- and the hash before it.
create table journal (
    seq integer primary key autoincrement,
    at text not null,
    station_id text not null,
    kind text not null,
    subject text not null,
    data text not null,
    previous text not null,
    hash text not null
);
create trigger journal_is_append_only_update before update on journal
begin
    select raise(abort, 'the journal is append-only');
end;
create trigger journal_is_append_only_delete before delete on journal
begin
    select raise(abort, 'the journal is append-only');
end;

-- Terms of orders for `find`: pieces of one to three characters of folded text, see search.rs. The row id is orders.seq.
create virtual table search using fts5 (terms, content = '', contentless_delete = 1, detail = none,
    tokenize = "unicode61 remove_diacritics 2");
