//! The use cases and the documents they answer with.
