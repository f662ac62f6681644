import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { DesignProvider } from "~/design";
import { init } from "~/i18n";
import { commands } from "~/ipc/bindings";
import { queries } from "~/ipc/queries";
import { answerClosing } from "./leaving";
import { Start } from "./Start";
import "~/design/css/index.css";

/** Shows the window in the page. */
export async function show(): Promise<void> {
  // the folder is read while the window learns to close
  const opening = commands.deskShow();
  opening.catch(() => undefined);
  await Promise.all([init(), answerClosing()]);
  const root = document.getElementById("root");
  if (!root) return;
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <DesignProvider>
        <Router hook={useHashLocation}>
          <Start opening={opening} />
        </Router>
      </DesignProvider>
    </QueryClientProvider>,
  );
}
