//! Reports: for a person, and for machines.
