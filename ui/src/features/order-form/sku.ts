/** A SKU as typed, with how many: `KN-2207*3`. */
export function readSku(typed: string): { sku: string; quantity: string } {
  const many = /^(.*\S)\s*[*×＊]\s*(\d{1,6})$/.exec(typed.trim());
  return many ? { sku: many[1] ?? "", quantity: many[2] ?? "" } : { sku: typed.trim(), quantity: "" };
}

export function sameSku(one: string, other: string): boolean {
  return one.trim() !== "" && one.trim().toLowerCase() === other.trim().toLowerCase();
}
