//! Orders from files and into files.

#[cfg(test)]
mod export;
#[cfg(test)]
mod import;
