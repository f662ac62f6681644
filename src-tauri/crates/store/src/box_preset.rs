//! Box presets: the cartons that a station packs into, in the order of their keys.

use crate::{Db, Result, StoreError};
use shipdesk_core::measure::{Length, Weight};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

/// A carton of the station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxPreset {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its sides: length, width, height.
    pub sides: [Length; 3],
    /// What it weighs empty.
    pub tare: Weight,
}

/// All of them, in their order.
pub async fn all(db: &mut Db) -> Result<Vec<BoxPreset>> {
    let rows = sqlx::query("select * from box_preset order by position, id").fetch_all(db).await?;
    rows.iter().map(preset).collect()
}

/// Keeps a preset: one with an empty id is new and stands behind the others. Gives its id.
///
/// # Errors
/// [`StoreError::Conflict`] where no preset has the id.
pub async fn put(db: &mut Db, preset: &BoxPreset) -> Result<String> {
    let [length, width, height] = preset.sides.map(|side| i64::from(side.mm()));
    let is_new = preset.id.is_empty();
    let id = if is_new { uuid::Uuid::now_v7().to_string() } else { preset.id.clone() };
    let statement = if is_new {
        "insert into box_preset (id, name, length_mm, width_mm, height_mm, tare_g, position)
         values (?1, ?2, ?3, ?4, ?5, ?6, (select coalesce(max(position), 0) + 1 from box_preset))"
    } else {
        "update box_preset set name = ?2, length_mm = ?3, width_mm = ?4, height_mm = ?5, tare_g = ?6 where id = ?1"
    };
    let query = sqlx::query(statement).bind(&id).bind(&preset.name).bind(length).bind(width).bind(height);
    let done = query.bind(i64::from(preset.tare.grams())).execute(db).await?;
    if done.rows_affected() == 0 { Err(StoreError::Conflict) } else { Ok(id) }
}

/// Removes a preset.
pub async fn remove(db: &mut Db, id: &str) -> Result<()> {
    sqlx::query("delete from box_preset where id = ?").bind(id).execute(db).await?;
    Ok(())
}

fn preset(row: &SqliteRow) -> Result<BoxPreset> {
    let side = |name| row.try_get::<u32, _>(name).map(Length::from_mm);
    Ok(BoxPreset {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        sides: [side("length_mm")?, side("width_mm")?, side("height_mm")?],
        tare: Weight::from_grams(row.try_get("tare_g")?),
    })
}
