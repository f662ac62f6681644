import { createRoot } from "react-dom/client";
import { DesignProvider, Notices } from "~/design";
import { init, LANGUAGES } from "~/i18n";
import { Gallery } from "./Gallery";
import { addGalleryWords } from "./words";
import "~/design/css/index.css";
import "./gallery.css";

/** `?theme=dark&lang=en&contrast=high&density=compact&practice=1` */
async function start(): Promise<void> {
  const wanted = new URLSearchParams(location.search);
  const page = document.documentElement;
  page.dataset.theme = wanted.get("theme") ?? "light";
  for (const name of ["contrast", "density", "practice"] as const) {
    const value = wanted.get(name);
    if (value) page.dataset[name] = value;
  }
  await init(LANGUAGES.find((language) => language === wanted.get("lang")) ?? "zh-CN");
  addGalleryWords();
  const root = document.getElementById("root");
  if (!root) return;
  createRoot(root).render(
    <DesignProvider>
      <Gallery />
      <Notices />
    </DesignProvider>,
  );
}

void start();
