//! Asks channels for prices and keeps each answer as it comes.

use super::{Priced, Subject, Target};
use crate::line::{About, Line};
use crate::workstation::{Workstation, problem};
use futures::StreamExt as _;
use futures::channel::mpsc;
use futures::stream;
use shipdesk_core::charge::Charge;
use shipdesk_core::error::{ErrorCode, Problem};
use shipdesk_providers::spi::client::Reply;
use shipdesk_providers::spi::provider::Shipment;
use shipdesk_store::channel::Channel;
use shipdesk_store::quote::{self, Quote};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The most answers that are kept in one transaction.
const TOGETHER: usize = 64;

/// What happens while prices are asked for.
pub(super) enum Step<'a> {
    /// This channel is asked now.
    Asking(&'a Line, &'a Channel),
    /// It has answered, and the answer is kept.
    Answered(&'a Priced),
}

/// Who is told of it.
pub(super) type Tell<'a> = dyn Fn(Step<'_>) + Send + Sync + 'a;

/// What a channel answered, before it is kept.
struct Answer<'a> {
    line: &'a Arc<Line>,
    channel: &'a Channel,
    reply: Result<Reply<Vec<Charge>>, Problem>,
}

impl Workstation {
    /// The prices of an order. Whoever drops this stops asking; what had come is kept.
    pub(super) async fn price(
        &self,
        subject: &Subject,
        targets: &[Target],
        tell: &Tell<'_>,
    ) -> Result<Vec<Priced>, Problem> {
        let wanted: usize = targets.iter().map(|target| target.channels.len()).sum();
        let done = AtomicUsize::new(0);
        let (answers, arrived) = mpsc::unbounded();
        let asking = async {
            let accounts = targets.iter().map(|target| {
                let (answers, done) = (&answers, &done);
                let asked = target.channels.iter().map(move |channel| {
                    async move {
                        let reply = self.price_one(subject, &target.line, channel, tell).await;
                        self.progress.advance(done.fetch_add(1, Ordering::Relaxed) + 1, wanted);
                        // nobody listens any more only where keeping failed, which ends all of this
                        let _ = answers.unbounded_send(Answer { line: &target.line, channel, reply });
                    }
                });
                stream::iter(asked).buffer_unordered(target.line.parallel).collect::<()>()
            });
            futures::future::join_all(accounts).await;
            answers.close_channel();
            Ok(())
        };
        // writing never keeps the next channel from being asked
        let keeping = async {
            let mut arrived = arrived.ready_chunks(TOGETHER);
            let mut all = Vec::with_capacity(wanted);
            while let Some(answers) = arrived.next().await {
                let kept = self.keep_prices(subject, answers).await?;
                for priced in &kept {
                    tell(Step::Answered(priced));
                }
                all.extend(kept);
            }
            Ok(all)
        };
        futures::try_join!(asking, keeping).map(|((), all)| all)
    }

    async fn price_one(
        &self,
        subject: &Subject,
        line: &Line,
        channel: &Channel,
        tell: &Tell<'_>,
    ) -> Result<Reply<Vec<Charge>>, Problem> {
        let rates = line.provider.rates();
        let rates = rates.ok_or_else(|| crate::accounts::unsupported(&line.account, "rates"))?;
        let issues = line.provider.orders().map(|orders| orders.check(&subject.order)).unwrap_or_default();
        if !issues.is_empty() {
            let problem = Problem::new(ErrorCode::OrderIncomplete).with("order_no", &subject.order_no);
            return Err(problem.with_fields(issues));
        }
        tell(Step::Asking(line, channel));
        let shipment =
            Shipment { order: &subject.order, order_no: &subject.order_no, channel_id: &channel.channel_id };
        Ok(line.send(rates.price(shipment), line.timeouts.price).await)
    }

    /// Keeps answers in one transaction.
    async fn keep_prices(&self, subject: &Subject, answers: Vec<Answer<'_>>) -> Result<Vec<Priced>, Problem> {
        let asked_at = self.clock.now();
        let about = About { order: Some(subject.id), purchase: None };
        let (mut rows, mut priced) = (Vec::new(), Vec::new());
        let mut tx = self.folder.write().await.map_err(problem)?;
        for Answer { line, channel, reply } in answers {
            let price = match reply {
                Ok(reply) => {
                    line.keep(&mut tx, about, &reply, asked_at).await.map_err(problem)?;
                    reply.outcome.map_err(|error| line.problem(&error).with("channel", &channel.channel_id))
                }
                Err(error) => Err(error),
            };
            rows.push(Quote {
                order_id: subject.id,
                account_id: line.account.id,
                channel_id: channel.channel_id.clone(),
                document_sha256: subject.sha256.clone(),
                asked_at,
                fees: price.clone().unwrap_or_default(),
                error: price.clone().err(),
            });
            priced.push(Priced {
                line: Some(Arc::clone(line)),
                account_id: line.account.id,
                account: line.account.name.clone(),
                provider: line.account.provider.clone(),
                channel_name: channel.shown_name().to_owned(),
                channel_id: channel.channel_id.clone(),
                favourite: channel.favourite,
                asked_at,
                stale: false,
                price,
            });
        }
        quote::put_all(&mut tx, &rows).await.map_err(problem)?;
        tx.commit().await.map_err(|error| problem(error.into()))?;
        Ok(priced)
    }
}
