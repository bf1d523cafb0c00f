//! What the door to the disk does, seen from outside.

mod publishing;
mod reading;
