import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { DesignProvider } from "~/design";
import { init } from "~/i18n";
import { commands } from "~/ipc/bindings";
import { queries } from "~/ipc/queries";
import { answerClosing } from "./leaving";
import { opening, takeOver } from "./opening";
import { Start } from "./Start";
import "~/design/css/index.css";

/** Shows the window in the page: at once where the page came with what is shown first. */
export async function show(): Promise<void> {
  const told = opening();
  const desk = told?.desk ?? commands.deskShow();
  if (told) takeOver(told);
  else Promise.resolve(desk).catch(() => undefined);
  void answerClosing();
  await init(told?.desk.language);
  const root = document.getElementById("root");
  if (!root) return;
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <DesignProvider>
        <Router hook={useHashLocation}>
          <Start opening={desk} />
        </Router>
      </DesignProvider>
    </QueryClientProvider>,
  );
}
