//! What holds for one server after every step, whatever it is told and by whichever rules it lives;
//! and what holds for a cluster of them (Figure 3), whatever the network and crashes do.

mod cluster;
mod happenings;
mod judge;
mod runs;
mod steps;
