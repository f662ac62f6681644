//! Whose number this is, by its shape and its check digit, without asking anybody.
//!
//! It advises: all that fit are told, likeliest first, each with how sure it is. A number that fits nothing may be a good
//! one all the same.

mod check;
mod rules;

use serde::Serialize;

/// Somebody whose number it may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Candidate {
    /// A stable name of ours: `ups`, `post`, …
    pub carrier: &'static str,
    /// The carrier's own name.
    pub name: &'static str,
    /// What kind of number it would be.
    pub kind: NumberKind,
    /// How sure that is.
    pub sure: Sureness,
    /// The number without what a label's barcode puts around it.
    pub number: String,
    /// The country that it names, where it names one: that of the post which took it in.
    pub country: Option<&'static str>,
}

/// What a number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum NumberKind {
    /// A parcel.
    Parcel,
    /// Freight in the air.
    AirWaybill,
    /// An order at a warehouse.
    Order,
}

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// Its check digit is right.
    Checksum,
    /// It looks like one of theirs, and no more: there is no check digit, or it is wrong.
    Shape,
}

/// All who may have given out this number, likeliest first. Blanks do not count, nor do dashes between figures.
pub fn recognise(text: &str) -> Vec<Candidate> {
    let number: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    let dashed = rules::dashed(&number);
    let bare: String = number.chars().filter(|c| *c != '-').collect();
    if bare.len() > LONGEST || !bare.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Vec::new();
    }
    let mut found: Vec<Candidate> = dashed.into_iter().collect();
    for candidate in rules::on_labels(&bare).into_iter().chain(rules::plain(&bare)) {
        let is_known = |known: &Candidate| (known.carrier, known.kind) == (candidate.carrier, candidate.kind);
        if !found.iter().any(is_known) {
            found.push(candidate);
        }
    }
    // stable: those of one kind of sureness stay in the order of the rules
    found.sort_by_key(|candidate| candidate.sure);
    found
}

/// No barcode of a parcel is longer.
const LONGEST: usize = 48;

#[cfg(test)]
mod tests;
