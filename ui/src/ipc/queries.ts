import { QueryClient } from "@tanstack/react-query";
import type { Topic } from "./bindings";

/**
 * What the engine answered, kept by topic: the first word of every key is the topic, so a change of that topic reads
 * it again. The engine is in this program, so nothing waits for a network here, and nothing is asked twice by itself.
 */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { networkMode: "always", retry: false, staleTime: 60_000, refetchOnWindowFocus: false },
    mutations: { networkMode: "always", retry: false },
  },
});

/** Reads again what is shown of these topics. */
export function readAgain(topics: readonly Topic[]): void {
  for (const topic of topics) void queries.invalidateQueries({ queryKey: [topic] });
}
