import type { ErrorDocument } from "./bindings";

/** What a command rejected with. Anything but the engine's document is a fault of this program, told as it is. */
export function problemOf(thrown: unknown): ErrorDocument {
  if (isDocument(thrown)) return thrown;
  return {
    code: "internal",
    class: "local",
    message: thrown instanceof Error ? thrown.message : String(thrown),
    next_step: "",
    provider: null,
    provider_code: null,
    provider_message: null,
    retryable: false,
    retry_after_s: null,
    fields: [],
    params: {},
  };
}

function isDocument(thrown: unknown): thrown is ErrorDocument {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "next_step" in thrown;
}
