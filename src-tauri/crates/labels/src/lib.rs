//! Bytes to pages: sniff, check, assemble, impose.
