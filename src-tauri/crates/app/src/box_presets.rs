//! Box presets: the cartons of the station, each under a key.

use crate::Outcome;
use crate::address_book::gone;
use crate::documents::{Answer, BoxPresetDocument};
use crate::workstation::{Workstation, problem};
use serde_json::json;
use shipdesk_core::decimal::{self, Decimal};
use shipdesk_core::error::{ErrorCode, FieldIssue, Problem};
use shipdesk_core::measure::{Length, Weight};
use shipdesk_core::text::clean;
use shipdesk_store::box_preset::{self, BoxPreset};
use shipdesk_store::journal::{self, Entry};

/// The most characters of a preset's name.
const NAME: usize = 40;

impl Workstation {
    /// The presets, in the order of their keys.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn box_preset_list(&self) -> Outcome<Vec<BoxPresetDocument>> {
        let mut db = self.folder.read().await.map_err(problem)?;
        let presets = box_preset::all(&mut db).await.map_err(problem)?;
        Ok(Answer::done(presets.iter().map(document).collect()))
    }

    /// Keeps a preset: one with an empty id is new and stands behind the others.
    ///
    /// # Errors
    /// A name or a measure that is none; a preset that is gone.
    pub async fn box_preset_save(&self, preset: &BoxPresetDocument) -> Outcome<BoxPresetDocument> {
        let mut kept = read(preset)?;
        let mut tx = self.folder.write().await.map_err(problem)?;
        kept.id = box_preset::put(&mut tx, &kept).await.map_err(gone)?;
        self.note_preset(&mut tx, "box_preset.saved", &kept.id).await?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Answer::done(document(&kept)))
    }

    /// Removes a preset.
    ///
    /// # Errors
    /// What the folder has.
    pub async fn box_preset_remove(&self, id: &str) -> Outcome<()> {
        let mut tx = self.folder.write().await.map_err(problem)?;
        box_preset::remove(&mut tx, id).await.map_err(problem)?;
        self.note_preset(&mut tx, "box_preset.removed", id).await?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(Answer::done(()))
    }

    async fn note_preset(&self, tx: &mut shipdesk_store::Db, kind: &str, id: &str) -> Result<(), Problem> {
        let entry = Entry { kind, subject: id, data: json!({}) };
        journal::append(tx, self.folder.station, self.clock.now(), entry).await.map_err(problem)
    }
}

/// A preset as typed: sides above nothing, an empty weight that may be none.
fn read(preset: &BoxPresetDocument) -> Result<BoxPreset, Problem> {
    let mut issues = Vec::new();
    let name = clean(&preset.name);
    match name.chars().count() {
        0 => issues.push(FieldIssue::missing("name")),
        length if length > NAME => issues.push(FieldIssue::too_long("name", NAME, length)),
        _ => {}
    }
    let mut side = |path: &str, text: &str| match measure(text) {
        None => {
            issues.push(if text.trim().is_empty() {
                FieldIssue::missing(path)
            } else {
                FieldIssue::wrong_kind(path, "decimal above 0", text)
            });
            Length::default()
        }
        Some(cm) => Length::from_cm(cm).filter(|side| !side.is_zero()).unwrap_or_else(|| {
            issues.push(FieldIssue::wrong_kind(path, "decimal above 0", text));
            Length::default()
        }),
    };
    let sides = [
        side("length_cm", &preset.length_cm),
        side("width_cm", &preset.width_cm),
        side("height_cm", &preset.height_cm),
    ];
    let blank = preset.tare_kg.trim().is_empty();
    let tare = measure(&preset.tare_kg).and_then(Weight::from_kg);
    if tare.is_none() && !blank {
        issues.push(FieldIssue::wrong_kind("tare_kg", "number", &preset.tare_kg));
    }
    if issues.is_empty() {
        Ok(BoxPreset { id: preset.id.clone(), name, sides, tare: tare.unwrap_or_default() })
    } else {
        Err(Problem::new(ErrorCode::InputInvalid).with_fields(issues))
    }
}

fn measure(text: &str) -> Option<Decimal> {
    decimal::parse(text)
}

fn document(preset: &BoxPreset) -> BoxPresetDocument {
    let [length, width, height] = preset.sides.map(|side| side.to_string());
    BoxPresetDocument {
        id: preset.id.clone(),
        name: preset.name.clone(),
        length_cm: length,
        width_cm: width,
        height_cm: height,
        tare_kg: preset.tare.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_field_is_named() {
        let typed = BoxPresetDocument {
            id: String::new(),
            name: " ".into(),
            length_cm: "4o".into(),
            width_cm: String::new(),
            height_cm: "0".into(),
            tare_kg: "-1".into(),
        };
        let wrong = read(&typed).unwrap_err().fields;
        let paths: Vec<&str> = wrong.iter().map(|issue| issue.path.as_str()).collect();
        assert_eq!(paths, ["name", "length_cm", "width_cm", "height_cm", "tare_kg"]);
        let good = BoxPresetDocument {
            name: "L 40".into(),
            length_cm: "40".into(),
            width_cm: "30.5".into(),
            height_cm: "18".into(),
            tare_kg: String::new(),
            ..typed
        };
        let read = read(&good).unwrap();
        assert_eq!(read.sides.map(Length::mm), [400, 305, 180]);
        assert_eq!(document(&read).tare_kg, "0");
    }
}
