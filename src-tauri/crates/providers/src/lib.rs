//! What a provider implements, and one folder a provider.
