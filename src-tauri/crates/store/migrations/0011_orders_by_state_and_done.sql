-- Of a million orders, the few of one state that are not finished.
create index orders_by_state_and_done on orders (state, done_at, seq);
