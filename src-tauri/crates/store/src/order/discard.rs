//! Taking an order away.

use super::OrderRow;
use crate::{Db, Result, search};

/// Takes an order away for good that no provider ever heard of, with everything that hangs on it. Calls that were made
/// for it stay on record without it.
pub async fn discard(db: &mut Db, row: &OrderRow) -> Result<()> {
    let id = row.id.to_string();
    for statement in [
        "update attempt set order_id = null, purchase_id = null where order_id = ?",
        "delete from charge where purchase_id in (select id from purchase where order_id = ?)",
        "delete from purchase_box where purchase_id in (select id from purchase where order_id = ?)",
        "delete from purchase where order_id = ?",
        "delete from quote where order_id = ?",
        "delete from note where order_id = ?",
        "delete from order_form where order_id = ?",
        "delete from order_document where order_id = ?",
        "delete from address where learned_from = ?",
        "update product set learned_from = null where learned_from = ?",
        "delete from order_short where order_seq = (select seq from orders where id = ?)",
    ] {
        sqlx::query(statement).bind(&id).execute(&mut *db).await?;
    }
    search::forget(db, row.seq).await?;
    sqlx::query("delete from orders where id = ?").bind(&id).execute(db).await?;
    Ok(())
}
