/** Orders of invented people for the gallery's table. */
export interface GalleryOrder {
  no: string;
  state: string;
  recipient: string;
  country: string;
  city: string;
  price: string | null;
  at: number;
}

const STATES = [
  "ready",
  "ready",
  "failed",
  "labelled",
  "labelled",
  "unknown",
  "submitting",
  "submitted",
  "cancelled",
  "draft",
];
const PEOPLE = [
  "Hannah K.",
  "Tom R.",
  "Marisol D.",
  "Louis P.",
  "周**",
  "Grace L.",
  "Pavel N.",
  "Emma S.",
  "林**",
  "Noah B.",
];
const PLACES = [
  ["US", "Los Angeles"],
  ["GB", "Bristol"],
  ["US", "El Paso"],
  ["FR", "Lyon"],
  ["TW", "台中"],
  ["CZ", "Brno"],
  ["NL", "Utrecht"],
] as const;

/** That many orders, always the same ones. */
export function galleryOrders(count: number, newestFirst: boolean): GalleryOrder[] {
  const now = Date.now();
  return Array.from({ length: count }, (_, index) => {
    const number = newestFirst ? count - index : index + 1;
    const place = PLACES[number % PLACES.length] ?? PLACES[0];
    return {
      no: `A${number + 1000}`,
      state: STATES[number % STATES.length] ?? "ready",
      recipient: PEOPLE[number % PEOPLE.length] ?? "",
      country: place[0],
      city: place[1],
      price: number % 3 === 0 ? null : `${(number % 90) + 10}.${String(number % 100).padStart(2, "0")}`,
      at: now - (count - number) * 4 * 60_000,
    };
  });
}
