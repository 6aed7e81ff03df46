//! The checks, one module for each kind of property. Each adds methods to [`crate::record::Record`]; a
//! check may call those of the modules listed before its own, and none knows [`crate::Judge`].

mod voters;

mod operations;

mod clients;

mod logs;

mod leaders;

mod machines;
