//! The folder's own tests, on folders of their own.
#![cfg(test)]

mod backup;
mod books;
mod foreign_order;
mod full;
mod many;
mod order_list;
mod parcel;
mod place;
mod search;
mod standing;
mod timeline;
mod timeline_laws;
mod verify;
