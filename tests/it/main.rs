//! Everything that is tested through the program's outside.
