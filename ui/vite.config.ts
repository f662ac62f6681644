import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { pdfFiles } from "./pdf-files.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The gallery is for looking and for screenshot tests; the program ships without it.
const gallery: Record<string, string> = process.env.SHIPDESK_GALLERY ? { gallery: here("gallery.html") } : {};

export default defineConfig({
  plugins: [react(), pdfFiles()],
  resolve: { alias: { "~": here("src") } },
  clearScreen: false,
  // texts are read faster as JSON than as script
  json: { stringify: true, namedExports: false },
  server: { port: 1420, strictPort: true, host: "127.0.0.1" },
  build: {
    target: "safari16",
    outDir: "dist",
    emptyOutDir: true,
    // a data: URL would break the content security policy
    assetsInlineLimit: 0,
    rolldownOptions: { input: { index: here("index.html"), ...gallery } },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
    // a walk through a whole form takes seconds where the machine has other work
    testTimeout: 60_000,
  },
});
