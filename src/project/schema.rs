//! Claim files as they are written, with spans.
