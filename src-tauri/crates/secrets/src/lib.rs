//! Secrets at rest: the OS key store and the file form.
