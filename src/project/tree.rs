//! A YAML document as a tree of nodes with byte spans, so that all its mistakes can be told in one run.
