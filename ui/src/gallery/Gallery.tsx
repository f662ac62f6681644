import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ButtonsCard } from "./ButtonsCard";
import { DataCard, StatusCards } from "./DataCards";
import { FormCard } from "./FormCard";
import { BusyCard, EmptyCard, FloatingCard, MessagesCard } from "./MessageCards";
import { TableCard } from "./TableCard";

/** Every component in every state, for looking at and for screenshot tests. */
export function Gallery() {
  const { t } = useTranslation("gallery");
  return (
    <main className="gal">
      <div className="gal-in">
        <header>
          <h1>{t("title")}</h1>
          <code className="small mut">
            ?theme=dark &nbsp; ?lang=en &nbsp; ?lang=zh-TW &nbsp; ?density=compact &nbsp; ?contrast=high
          </code>
        </header>
        <div className="cols">
          <div>
            <ButtonsCard />
            <FormCard />
            <StatusCards />
            <DataCard />
          </div>
          <div>
            <TableCard />
            <MessagesCard />
            <FloatingCard />
            <EmptyCard />
            <BusyCard />
          </div>
        </div>
      </div>
    </main>
  );
}

/** A box of the gallery. */
export function Card({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="card">
      <h2 className="sec">{title}</h2>
      {children}
    </section>
  );
}
