//! Reads registered parcels: one, a page of them, those of several numbers.

use super::envelope;
use super::parcel::{self, same};
use crate::spi::error::{ErrorKind, ProviderError};
use crate::spi::http::HttpAnswer;
use crate::spi::json;
use crate::spi::tracking::{Listing, Page, PerNumber, Tracked, Wanted, Window};
use serde_json::Value;
use url::form_urlencoded::Serializer;

/// Parcels on one page, the most that is documented.
pub(super) const PAGE: usize = 2000;

/// Parcels on one page of a service that does not say how many.
const USUAL_PAGE: usize = 100;

/// The path of a page.
pub(super) fn path(page: &Page) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("page", &page.number.max(1).to_string());
    query.append_pair("limit", &PAGE.to_string());
    let windows: [(&str, &str, Window); 3] = [
        ("created_at_min", "created_at_max", page.created),
        ("update_time_min", "update_time_max", page.updated),
        ("order_created_time_min", "order_created_time_max", page.ordered),
    ];
    for (since, until, window) in windows {
        for (name, at) in [(since, window.since), (until, window.until)] {
            query.extend_pairs(at.map(|at| (name, at.to_string())));
        }
    }
    query.extend_pairs(page.status.as_ref().map(|status| ("status", status)));
    let numbers: Vec<&str> = page.numbers.iter().map(|number| number.trim()).collect();
    if !numbers.is_empty() {
        query.append_pair("numbers", &numbers.join(","));
    }
    format!("trackings/get?{}", query.finish())
}

/// Reads a page. A parcel without a number is nobody's and left out.
///
/// # Errors
/// The refusal; a page that holds no parcels but something else.
pub(super) fn page(answer: &HttpAnswer, asked: &Page) -> Result<Listing, ProviderError> {
    let data = envelope::found(answer)?;
    let items = envelope::objects(&data)?;
    // a page without anything on it may be nothing but its own size
    let is_page = json::get(&data, "items").is_some();
    let count = items.len();
    let parcels: Vec<(Wanted, Tracked)> =
        items.into_iter().filter_map(|item| Some((parcel::wanted(item)?, parcel::read(item)))).collect();
    if parcels.is_empty() && count > 0 && !is_page && json::get(&data, "total").is_none() {
        return Err(ProviderError::bad_answer("a page of something else than parcels"));
    }
    let number = |name| json::text_of(&data, name).and_then(|text| text.parse::<usize>().ok());
    // where the size is not told, a hundred is a full page: the service may not heed how many were asked for
    let full = number("limit").unwrap_or(if count >= USUAL_PAGE { count } else { USUAL_PAGE }).max(1);
    let so_far = usize::try_from(asked.number.max(1)).unwrap_or(usize::MAX).saturating_mul(full);
    let total = number("total");
    let more = total.map_or(count >= full, |total| so_far < total) && count > 0;
    Ok(Listing { parcels, total, more })
}

/// Reads the parcels of several numbers. One that is not registered is left out.
///
/// # Errors
/// See [`page`].
pub(super) fn several(answer: &HttpAnswer, wanted: &[Wanted]) -> Result<PerNumber<Tracked>, ProviderError> {
    let listing = page(answer, &Page::default())?;
    let mut found = Vec::new();
    for asked in wanted {
        let its: Vec<&(Wanted, Tracked)> =
            listing.parcels.iter().filter(|(known, _)| same(&known.number, &asked.number)).collect();
        let carrier = |known: &Wanted| known.carrier.as_deref().unwrap_or_default().to_lowercase();
        let exactly =
            its.iter().filter(|(known, _)| asked.carrier.is_some() && carrier(known) == carrier(asked));
        let exactly: Vec<_> = exactly.copied().collect();
        // under another carrier only where it is not registered under its own
        let its = if exactly.is_empty() { its } else { exactly };
        found.extend(its.into_iter().map(|(_, tracked)| (asked.number.clone(), Ok(tracked.clone()))));
    }
    Ok(found)
}

/// Reads one parcel.
///
/// # Errors
/// The refusal; [`ErrorKind::NoParcel`] where there is nothing; an answer about another parcel.
pub(super) fn one(answer: &HttpAnswer, number: &str) -> Result<Tracked, ProviderError> {
    let data = envelope::done(answer)?;
    let items = envelope::objects(&data)?;
    let its = |item: &&&Value| parcel::wanted(item).is_some_and(|known| same(&known.number, number));
    match (items.iter().find(its), items.is_empty()) {
        (Some(item), _) => Ok(parcel::read(item)),
        (None, true) => Err(ProviderError::new(ErrorKind::NoParcel, "an answer without a parcel")),
        (None, false) => Err(ProviderError::bad_answer("an answer about another parcel")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(data: &str) -> HttpAnswer {
        HttpAnswer::new(200, format!(r#"{{"meta":{{"code":200}},"data":{data}}}"#).into_bytes())
    }

    fn pages(data: &str, number: u32) -> (usize, Option<usize>, bool) {
        let listing = page(&answer(data), &Page { number, ..Page::default() }).unwrap();
        (listing.parcels.len(), listing.total, listing.more)
    }

    #[test]
    fn a_page_is_asked_for_by_what_is_wanted() {
        assert_eq!(path(&Page::default()), "trackings/get?page=1&limit=2000");
        let page = Page {
            number: 3,
            updated: Window { since: Some(1_767_312_000), until: None },
            created: Window { since: None, until: Some(5) },
            status: Some("transit".into()),
            numbers: vec![" A1".into(), "B&2".into()],
            ..Page::default()
        };
        assert_eq!(
            path(&page),
            "trackings/get?page=3&limit=2000&created_at_max=5&update_time_min=1767312000&status=transit&numbers=A1%2CB%262"
        );
    }

    #[test]
    fn another_page_follows_while_the_total_is_not_reached() {
        let item = r#"{"tracking_number":"A1"}"#;
        let data = format!(r#"{{"page":1,"limit":"1","total":"2","items":[{item}]}}"#);
        assert_eq!(pages(&data, 1), (1, Some(2), true));
        assert_eq!(pages(&data, 2), (1, Some(2), false));
        assert_eq!(pages(&format!(r#"{{"limit":1,"items":[{item}, {{"id":"x"}}]}}"#), 1), (1, None, true));
        assert_eq!(pages(&format!(r#"{{"items":[{item}]}}"#), 1), (1, None, false));
        // a total that does not fit must not make an endless list
        assert_eq!(pages(r#"{"limit":1,"total":9,"items":[]}"#, 4), (0, Some(9), false));
        assert_eq!(pages("[]", 1), (0, None, false));
        assert_eq!(
            page(&answer(r#"{"note":"x"}"#), &Page::default()).unwrap_err().kind,
            ErrorKind::BadAnswer
        );
    }

    #[test]
    fn a_number_stands_for_the_parcel_of_its_carrier_or_for_all() {
        let items = r#"[{"tracking_number":"A1","carrier_code":"ups"},{"tracking_number":"a 1","carrier_code":"dhl"},
            {"tracking_number":"B2","carrier_code":"usps"}]"#;
        let wanted = |number: &str, carrier: Option<&str>| Wanted {
            number: number.into(),
            carrier: carrier.map(str::to_owned),
        };
        let carriers = |asked: Wanted| {
            let found = several(&answer(items), &[asked]).unwrap();
            found.into_iter().map(|(_, tracked)| tracked.unwrap().carrier.unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(carriers(wanted("A1", Some("DHL"))), ["dhl"]);
        assert_eq!(carriers(wanted("A1", None)), ["ups", "dhl"]);
        assert_eq!(carriers(wanted("B2", Some("ups"))), ["usps"]);
        assert_eq!(carriers(wanted("C3", None)), Vec::<String>::new());
    }

    #[test]
    fn one_parcel_is_the_one_that_was_asked_for() {
        let kind = |data: &str| one(&answer(data), "A1").map(|_| ()).map_err(|error| error.kind);
        assert_eq!(kind(r#"{"tracking_number":" a1 "}"#), Ok(()));
        assert_eq!(kind(r#"{"items":[{"tracking_number":"B2"},{"tracking_number":"A1"}]}"#), Ok(()));
        assert_eq!(kind(r#"{"tracking_number":"B2"}"#), Err(ErrorKind::BadAnswer));
        assert_eq!(kind("[]"), Err(ErrorKind::NoParcel));
    }
}
