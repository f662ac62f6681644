import { capsOf } from "./keys/caps";

/** A key cap. `keys` is written as bindings are: `Control+n`, `g 1`, `F8`. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd>{capsOf(keys)}</kbd>;
}
