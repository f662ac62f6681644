//! CUPS, over the Internet Printing Protocol (RFC 8010, RFC 8011).

use super::wire::Address;
use super::{JobReport, Pending, Printer, SpoolError, Spooler, Ticket, read};
use ipp::attribute::{IppAttribute, IppAttributes};
use ipp::model::{DelimiterTag, IppVersion, Operation};
use ipp::parser::IppParseError;
use ipp::request::IppRequestResponse;
use ipp::value::IppValue;
use std::fmt::Write as _;
use std::path::Path;

const SOCKET: &str = "/run/cups/cups.sock";
const PRINTER_ATTRIBUTES: [&str; 16] = [
    "printer-name",
    "printer-info",
    "printer-location",
    "printer-make-and-model",
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
    "printer-type",
    "media-supported",
    "media-default",
    "media-ready",
    "document-format-supported",
    "copies-supported",
    "queued-job-count",
    "print-scaling-supported",
];
const JOB_ATTRIBUTES: [&str; 7] = [
    "job-id",
    "job-state",
    "job-state-reasons",
    "job-printer-state-reasons",
    "job-printer-state-message",
    "job-media-sheets-completed",
    "time-at-processing",
];

/// The print server of this machine, or the one that `CUPS_SERVER` names.
#[derive(Debug, Clone)]
pub struct Cups {
    address: Address,
    /// In whose name jobs are sent: the spooler lets their owner cancel them.
    user: String,
}

impl Cups {
    /// The server that `CUPS_SERVER` names; without it, this machine's.
    pub fn from_environment() -> Self {
        let named = std::env::var("CUPS_SERVER").ok().filter(|server| !server.is_empty());
        let own = || if Path::new(SOCKET).exists() { SOCKET } else { "localhost" }.to_owned();
        Self::at(&named.unwrap_or_else(own))
    }

    /// A server as `CUPS_SERVER` would name it: `host`, `host:port`, or the path of its socket.
    pub fn at(server: &str) -> Self {
        let user = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        let user = user.filter(|user| !user.is_empty()).unwrap_or_else(|| "shipdesk".to_owned());
        Self { address: Address::parse(server), user }
    }

    async fn ask(&self, request: Request) -> Result<IppAttributes, SpoolError> {
        let Request { path, message, document } = request;
        let mut body = message.to_bytes().to_vec();
        body.extend(document);
        read::answer(self.address.post(&path, body).await?)
    }

    /// A request about a printer, or about all of them.
    fn request(&self, operation: Operation, printer: Option<&str>) -> Result<Request, SpoolError> {
        let path = printer.map_or_else(|| "/".to_owned(), |name| format!("/printers/{}", escaped(name)));
        let uri = printer.map(|_| format!("ipp://localhost{path}").parse()).transpose();
        let uri = uri.map_err(|_| SpoolError::NotFound { words: printer.unwrap_or_default().to_owned() })?;
        let message = IppRequestResponse::new(IppVersion::v2_0(), operation, uri).map_err(unsendable)?;
        let mut request = Request { path, message, document: Vec::new() };
        request.add(OPERATION, "requesting-user-name", IppValue::new_name_without_language(&self.user))?;
        Ok(request)
    }
}

impl Spooler for Cups {
    fn printers(&self) -> Pending<'_, Vec<Printer>> {
        Box::pin(async {
            let mut request = self.request(Operation::CupsGetPrinters, None)?;
            request.want(&PRINTER_ATTRIBUTES)?;
            match self.ask(request).await {
                Ok(attributes) => Ok(read::printers(&attributes)),
                // this is how CUPS says that there are none
                Err(SpoolError::NotFound { .. }) => Ok(Vec::new()),
                Err(error) => Err(error),
            }
        })
    }

    fn create<'a>(&'a self, ticket: &'a Ticket) -> Pending<'a, i32> {
        Box::pin(async {
            let mut request = self.request(Operation::CreateJob, Some(&ticket.printer))?;
            request.add(OPERATION, "job-name", IppValue::new_name_without_language(&ticket.name))?;
            request.add(JOB, "copies", Ok(IppValue::new_integer(ticket.copies)))?;
            request.add(JOB, "media", IppValue::new_keyword(&ticket.media))?;
            // pages of labels come in the exact size of the paper: whatever a printer would do to them is wrong
            let scaling = if ticket.fit { "fit" } else { "none" };
            request.add(JOB, "print-scaling", IppValue::new_keyword(scaling))?;
            request.add(JOB, "sides", IppValue::new_keyword("one-sided"))?;
            read::job_number(&self.ask(request).await?)
        })
    }

    fn send<'a>(&'a self, ticket: &'a Ticket, job: i32, pdf: Vec<u8>) -> Pending<'a, ()> {
        Box::pin(async move {
            let mut request = self.request(Operation::SendDocument, Some(&ticket.printer))?;
            request.add(OPERATION, "job-id", Ok(IppValue::new_integer(job)))?;
            request.add(OPERATION, "document-name", IppValue::new_name_without_language(&ticket.name))?;
            let pages = IppValue::new_mime_media_type("application/pdf");
            request.add(OPERATION, "document-format", pages)?;
            request.add(OPERATION, "last-document", Ok(IppValue::new_boolean(true)))?;
            request.document = pdf;
            self.ask(request).await.map(drop)
        })
    }

    fn job<'a>(&'a self, printer: &'a str, job: i32) -> Pending<'a, JobReport> {
        Box::pin(async move {
            let mut request = self.request(Operation::GetJobAttributes, Some(printer))?;
            request.add(OPERATION, "job-id", Ok(IppValue::new_integer(job)))?;
            request.want(&JOB_ATTRIBUTES)?;
            read::job(&self.ask(request).await?)
        })
    }

    fn cancel<'a>(&'a self, printer: &'a str, job: i32) -> Pending<'a, ()> {
        Box::pin(async move {
            let mut request = self.request(Operation::CancelJob, Some(printer))?;
            request.add(OPERATION, "job-id", Ok(IppValue::new_integer(job)))?;
            self.ask(request).await.map(drop)
        })
    }
}

const OPERATION: DelimiterTag = DelimiterTag::OperationAttributes;
const JOB: DelimiterTag = DelimiterTag::JobAttributes;

struct Request {
    path: String,
    message: IppRequestResponse,
    document: Vec<u8>,
}

impl Request {
    fn add(
        &mut self,
        group: DelimiterTag,
        name: &str,
        value: Result<IppValue, IppParseError>,
    ) -> Result<(), SpoolError> {
        let attribute = IppAttribute::with_name(name, value.map_err(unsendable)?).map_err(unsendable)?;
        self.message.attributes_mut().add(group, attribute);
        Ok(())
    }

    fn want(&mut self, names: &[&str]) -> Result<(), SpoolError> {
        let names: Result<Vec<_>, _> = names.iter().map(|name| IppValue::new_keyword(*name)).collect();
        self.add(OPERATION, "requested-attributes", names.map(IppValue::Array))
    }
}

/// What cannot be said in the protocol was not said.
#[expect(clippy::needless_pass_by_value, reason = "stands in `map_err`")]
fn unsendable(error: IppParseError) -> SpoolError {
    SpoolError::Refused { words: error.to_string() }
}

/// A printer's name in an address.
fn escaped(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // writing into a text cannot fail
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printers_name_cannot_leave_its_place_in_an_address() {
        assert_eq!(escaped("ZD421_pack-1"), "ZD421_pack-1");
        assert_eq!(escaped("../jobs?x#y 标签"), "..%2Fjobs%3Fx%23y%20%E6%A0%87%E7%AD%BE");
    }
}
