//! The workstation's folder: SQLite and content-addressed files.
