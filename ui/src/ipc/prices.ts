import { Channel } from "@tauri-apps/api/core";
import { commands, type QuoteAsk, type QuoteEvent } from "./bindings";

/** Asks for prices; `tell` hears of each as it arrives. Ends when all have answered. */
export async function askPrices(ask: QuoteAsk, tell: (event: QuoteEvent) => void): Promise<void> {
  const channel = new Channel<QuoteEvent>();
  channel.onmessage = tell;
  await commands.quoteAsk(ask, channel);
}
