//! Names become ids; claims as written become claims as meant.
