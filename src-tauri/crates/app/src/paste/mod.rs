//! Recognises an address in pasted text: chats, marketplaces' blocks, rows of spreadsheets, in Chinese, English, Japanese
//! or a mixture. It works offline, and it never makes anything up: every value stands in the text (but a country's code,
//! for which the text has the name or a place of it), and how far each can be trusted is said with it.
//!
//! First goes what announces itself (words with a colon, e-mail addresses, phones), then the address by the script that it
//! is written in, and what is left may be a name.

mod chinese;
mod contact;
mod europe;
mod japanese;
mod labels;
mod locality;
mod names;
mod page;
mod places;
mod western;

use crate::Outcome;
use crate::documents::{Answer, PasteDocument, PastedField};
use crate::workstation::Workstation;
use page::Page;

/// The most characters that are looked at: no address is longer.
const LONGEST: usize = 4_000;

impl Workstation {
    /// The fields of a recipient that are recognised in a text.
    ///
    /// # Errors
    /// None: a text without an address gives no fields.
    #[expect(clippy::unused_async, reason = "a use case like all others")]
    pub async fn order_paste(&self, text: &str) -> Outcome<PasteDocument> {
        Ok(Answer::done(PasteDocument { fields: fields(text), text: text.to_owned() }))
    }
}

/// The fields, in the order of the form.
fn fields(text: &str) -> Vec<PastedField> {
    let short: String = text.chars().take(LONGEST).collect();
    let mut page = Page::new(&short);
    labels::take(&mut page);
    contact::take_email(&mut page);
    contact::take_phones(&mut page);
    if japanese::is_there(&page) {
        japanese::take(&mut page);
    } else if chinese::is_there(&page) {
        chinese::take(&mut page);
    } else {
        western::take(&mut page);
    }
    contact::take_doubtful_phone(&mut page);
    europe::split_house_number(&mut page);
    page.into_fields()
}

#[cfg(test)]
mod tests;
