"""Claims: what a document says, checked, merged, scored, and kept in files."""
