-- What is handed over at the end of a day: purchases by when they were sent, scan forms by when they were made and by
-- whose boxes stand on them.
create index purchase_by_sent on purchase (sent_at) where sent_at is not null;
create index scan_form_by_time on scan_form (made_at);
create index scan_form_by_purchase on scan_form_member (purchase_id);
