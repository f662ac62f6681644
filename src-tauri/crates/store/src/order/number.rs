//! Order numbers as people count them.

use crate::{Db, Result};
use sqlx::Row as _;

/// The highest number in use that is this prefix and up to twelve figures: its value, and with how many figures it is
/// written. A prefix that ends in a figure has none.
pub async fn highest_number(db: &mut Db, prefix: &str) -> Result<Option<(u64, usize)>> {
    // the expressions are those of the index, to the letter
    let found = sqlx::query(
        "select cast(substr(order_no, length(rtrim(order_no, '0123456789')) + 1) as integer) as serial,
             length(order_no) - length(rtrim(order_no, '0123456789')) as figures
         from orders where upper(rtrim(order_no, '0123456789')) = upper(?)
             and length(order_no) - length(rtrim(order_no, '0123456789')) between 1 and 12
         order by cast(substr(order_no, length(rtrim(order_no, '0123456789')) + 1) as integer) desc limit 1",
    )
    .bind(prefix)
    .fetch_optional(db)
    .await?;
    let Some(row) = found else { return Ok(None) };
    let (serial, figures): (i64, i64) = (row.try_get("serial")?, row.try_get("figures")?);
    Ok(Some((u64::try_from(serial).unwrap_or_default(), usize::try_from(figures).unwrap_or_default())))
}
