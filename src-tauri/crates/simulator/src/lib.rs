//! The practice providers: one loopback server that plays them all.
