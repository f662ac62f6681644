import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { restoreSession } from "~/app/session";
import { DesignProvider, Notices, notify } from "~/design";
import { queries } from "~/ipc/queries";
import { type Answers, pretend } from "./pretend";

/** A part of the window by itself, at a place, answered by these. `places` are the places it went to. */
export function mount(part: ReactElement, place: string, ...answers: Answers[]) {
  queries.clear();
  notify.clear();
  restoreSession(null);
  pretend(...answers);
  const { hook, searchHook, history } = memoryLocation({ path: place, record: true });
  const shown = render(
    <QueryClientProvider client={queries}>
      <DesignProvider>
        <Router hook={hook} searchHook={searchHook}>
          {part}
          <Notices />
        </Router>
      </DesignProvider>
    </QueryClientProvider>,
  );
  return { ...shown, places: history };
}
