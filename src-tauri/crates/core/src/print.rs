//! What becomes of paper: the states of printers, of their jobs and of batches, and what keeps a printer.

use crate::status::{NotAState, states};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

states! {
    /// What is printed.
    PrintKind {
        /// The label of a box.
        Label = "label",
        /// The transfer label of a box.
        Transfer = "transfer",
        /// The sheet that hands boxes over to a carrier.
        ScanForm = "scan_form",
        /// A proof of delivery, as large as the paper takes it.
        Pod = "pod",
        /// A page that shows whether printer and paper fit.
        Test = "test",
    }
}

states! {
    /// Where a job of a printer stands.
    PrintState {
        /// It is here and was not sent.
        Queued = "queued",
        /// The spooler has it.
        Sent = "sent",
        /// The spooler says that it was printed.
        Printed = "printed",
        /// It was stopped in the middle: only a person can see what came out. Never sent again by itself.
        Unsure = "unsure",
        /// Nothing came out.
        Failed = "failed",
        /// Taken back before anything came out.
        Cancelled = "cancelled",
    }
}

states! {
    /// Where a batch stands.
    BatchState {
        /// Something of it is still to be printed, and will be.
        Running = "running",
        /// Something went wrong, and a person decides how it goes on.
        Stopped = "stopped",
        /// Nothing of it is left to be done.
        Done = "done",
    }
}

states! {
    /// What a printer does.
    PrinterState {
        /// It waits for jobs.
        Idle = "idle",
        /// It prints.
        Printing = "printing",
        /// It is paused, or cannot go on.
        Stopped = "stopped",
        /// A setting names it, and the spooler has none of this name.
        Gone = "gone",
    }
}

states! {
    /// What keeps a printer, or kept a job.
    Trouble {
        /// Paper is jammed.
        MediaJam = "media-jam",
        /// The paper is used up.
        MediaEmpty = "media-empty",
        /// Another paper is wanted.
        MediaNeeded = "media-needed",
        /// Little paper is left.
        MediaLow = "media-low",
        /// A cover or door is open.
        CoverOpen = "cover-open",
        /// Ribbon, ink or toner is used up.
        SuppliesEmpty = "supplies-empty",
        /// Little ribbon, ink or toner is left.
        SuppliesLow = "supplies-low",
        /// The printer does not answer.
        Offline = "offline",
        /// A person paused it.
        Paused = "paused",
        /// The job was cancelled at the spooler or at the printer.
        CancelledThere = "cancelled-there",
        /// The spooler gave the job up.
        Aborted = "aborted",
        /// This program ended while it was sending.
        Interrupted = "interrupted",
        /// The connection broke while it was sent, or the spooler knows nothing of it any more.
        Lost = "lost",
        /// A person passed over it.
        PassedOver = "passed-over",
        /// Something that the printer has words of its own for.
        Other = "other",
    }
}

impl Trouble {
    /// Whether a printer goes on in spite of it.
    pub const fn is_a_warning(self) -> bool {
        matches!(self, Self::MediaLow | Self::SuppliesLow | Self::Other)
    }
}
