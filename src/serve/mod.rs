//! Shows the site while it is written: watcher, server, reload.
