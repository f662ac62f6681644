import { invoke } from "@tauri-apps/api/core";
import type { DocumentKind, Layout } from "./bindings";

/** The commands that answer with bytes: they have no type that bindings could be made of. */

/** A file of the folder, by its hash. */
export const fileBytes = (sha256: string) => invoke<ArrayBuffer>("file_bytes", { sha256 });

/** The labels of orders as they would be printed, as one PDF. */
export const labelPages = (orderNos: readonly string[], kind: DocumentKind, layout: Layout) =>
  invoke<ArrayBuffer>("label_pages", { orderNos, kind, layout });
