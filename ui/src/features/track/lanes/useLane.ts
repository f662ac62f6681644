import { useRef, useState } from "react";
import type { Problem } from "~/design";
import { commands, type RemoteDocument, type TransitDocument } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";

/** A question about a place, or about the way between two. */
export interface Lane {
  what: "remote" | "transit";
  account: string;
  country: string;
  postcode: string;
  carrier: string;
  from: string;
  to: string;
}

/** What was answered. */
export type Answered =
  | { what: "remote"; answer: RemoteDocument }
  | { what: "transit"; answer: TransitDocument };

const NEEDED = {
  remote: ["country", "postcode"],
  transit: ["carrier", "from", "to"],
} as const satisfies Record<Lane["what"], readonly (keyof Lane)[]>;

/** What is still to be said before it can be asked, in the order of the form. */
export function missingOf(lane: Lane): (keyof Lane)[] {
  return NEEDED[lane.what].filter((name) => lane[name].trim() === "");
}

/** One question at a time. An answer to a question that was changed since is not shown. */
export function useLane() {
  const [since, start] = useState<number | null>(null);
  const [told, tell] = useState<Answered | null>(null);
  const [problem, fail] = useState<Problem | null>(null);
  const newest = useRef(0);
  const clear = () => {
    newest.current++;
    start(null);
    tell(null);
    fail(null);
  };
  const ask = async (lane: Lane) => {
    if (since !== null) return;
    clear();
    const mine = newest.current;
    start(Date.now());
    try {
      const answered = await answerTo(lane);
      if (mine === newest.current) tell(answered);
    } catch (thrown) {
      if (mine === newest.current) fail(problemOf(thrown));
    } finally {
      if (mine === newest.current) start(null);
    }
  };
  return { since, told, problem, ask, clear };
}

async function answerTo({ what, account, ...lane }: Lane): Promise<Answered> {
  if (what === "remote") {
    return { what, answer: await commands.checkRemote(account, lane.country, lane.postcode.trim()) };
  }
  return { what, answer: await commands.checkTransitTime(account, lane.carrier, lane.from, lane.to) };
}
