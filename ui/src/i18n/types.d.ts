import "i18next";
import type gallery from "~/gallery/locales/en.json";
import type { resources } from "./resources";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "design";
    // the gallery brings its words itself: the program ships without them
    resources: (typeof resources)["en"] & { gallery: typeof gallery };
    returnNull: false;
  }
}
