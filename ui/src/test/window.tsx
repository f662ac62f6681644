import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, waitFor } from "@testing-library/react";
import i18next from "i18next";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { showFinder } from "~/app/finder";
import { Start } from "~/app/Start";
import { restoreSession } from "~/app/session";
import { DesignProvider, notify } from "~/design";
import { commands } from "~/ipc/bindings";
import { queries } from "~/ipc/queries";
import { type Answers, pretend } from "./pretend";

/** Opens the whole window over these answers, at a place. What an earlier test left is gone. */
export async function openWindow(place: string, ...answers: Answers[]) {
  queries.clear();
  notify.clear();
  restoreSession(null);
  showFinder(false);
  await i18next.changeLanguage("en");
  window.location.hash = place;
  pretend(...answers);
  const opening = commands.deskShow();
  opening.catch(() => undefined);
  const view = render(
    <QueryClientProvider client={queries}>
      <DesignProvider>
        <Router hook={useHashLocation}>
          <Start opening={opening} />
        </Router>
      </DesignProvider>
    </QueryClientProvider>,
  );
  // the folder opens, and what is shown first is read
  await act(() => new Promise((done) => setTimeout(done, 20)));
  await waitFor(() => {
    if (queries.isFetching() > 0) throw new Error("still reading");
    // screens come in files of their own
    if (document.querySelector("main:empty")) throw new Error("still loading");
  });
  return view;
}
