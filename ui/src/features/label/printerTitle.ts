import { useQuery } from "@tanstack/react-query";
import { commands } from "~/ipc/bindings";
import { queries } from "~/ipc/queries";
import { printerName } from "./jobs";

const PRINTERS = {
  queryKey: ["printing", "printers"],
  queryFn: () => commands.printerList(),
};

/** What people call a printer that is known by its name in the print system; that name where nobody says. */
export async function printerTitle(name: string): Promise<string> {
  const printers = await queries.ensureQueryData(PRINTERS).catch(() => []);
  const found = printers.find((one) => one.name === name);
  return found ? printerName(found, printers) : name;
}

/** The same for what is drawn. */
export function usePrinterTitle(name: string): string {
  const { data } = useQuery(PRINTERS);
  const found = data?.find((one) => one.name === name);
  return data && found ? printerName(found, data) : name;
}
