import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Empty, ProblemNote } from "~/design";
import { type AddressDocument, commands } from "~/ipc/bindings";
import { problemOf } from "~/ipc/problem";
import { CardActs, SavedMark, Section } from "./parts";
import { SenderDialog } from "./SenderDialog";
import { useRemoval } from "./useRemoval";
import { troubleText, useSaving } from "./useSettings";

/** From whom orders are sent. One of them is where a new order begins. */
export function SendersSection({ index }: { index: number }) {
  const { t } = useTranslation("settings");
  const senders = useQuery({ queryKey: ["addresses", "senders"], queryFn: () => commands.senderList() });
  const [editing, edit] = useState<AddressDocument | "new" | null>(null);
  const { keep, troubles } = useSaving();
  const remove = useRemoval<AddressDocument>({
    topic: "addresses",
    said: (one) => t("senders.removed", { label: one.label }),
    remove: (one) => commands.senderRemove(one.id),
    // it comes back as a new one: orders keep their own copy of the address
    bring: (one) => commands.senderSave(null, one.label, one.party, one.is_default),
  });
  const prefer = (one: AddressDocument) =>
    void keep("sender", one.label, () => commands.senderSave(one.id, one.label, one.party, true)).then(() =>
      senders.refetch(),
    );
  const trouble = troubleText(troubles.sender);
  return (
    <Section id="senders" index={index} title={t("senders.title")} about={t("senders.about")}>
      {senders.error && <ProblemNote problem={problemOf(senders.error)} />}
      {trouble && <p className="msg bad">{trouble}</p>}
      {senders.data?.length === 0 && <Empty icon="user" title={t("senders.empty")} boxed />}
      <ul className="set-cards">
        {senders.data?.map((one) => (
          <li key={one.id}>
            <div className="grow">
              <b>{one.label}</b>
              {one.is_default && <span className="tag">{t("senders.default")}</span>}
              <p className="mut cut">{addressLine(one)}</p>
            </div>
            {!one.is_default && (
              <Button variant="ghost" onClick={() => prefer(one)}>
                {t("senders.prefer")}
              </Button>
            )}
            <CardActs name={one.label} onEdit={() => edit(one)} onRemove={() => void remove(one)} />
          </li>
        ))}
      </ul>
      <div className="row">
        <Button icon="plus" onClick={() => edit("new")}>
          {t("senders.add")}
        </Button>
        <SavedMark of="sender" />
      </div>
      {editing && (
        <SenderDialog
          sender={editing === "new" ? null : editing}
          first={senders.data?.length === 0}
          onClose={() => edit(null)}
        />
      )}
    </Section>
  );
}

/** An address in one line, in the order in which an envelope has it. */
function addressLine({ party }: AddressDocument): string {
  const { name, company, address1, address2, house_no, city, state, postcode, country } = party;
  const line = [name, company, [house_no, address1].filter(Boolean).join(" "), address2, city, state];
  return [...line, [postcode, country].filter(Boolean).join(" ")].filter(Boolean).join(" · ");
}
