import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { DesignProvider } from "~/design";
import { init } from "~/i18n";
import { queries } from "~/ipc/queries";
import { answerClosing } from "./leaving";
import { Start } from "./Start";
import "~/design/css/index.css";

/** Shows the window in the page. */
export async function show(): Promise<void> {
  await Promise.all([init(), answerClosing()]);
  const root = document.getElementById("root");
  if (!root) return;
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <DesignProvider>
        <Router hook={useHashLocation}>
          <Start />
        </Router>
      </DesignProvider>
    </QueryClientProvider>,
  );
}
