//! Triage: what is new, known or resolved.
