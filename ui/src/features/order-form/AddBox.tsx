import { useTranslation } from "react-i18next";
import { Button } from "~/design";

export function AddBox({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation("orderForm");
  return (
    <Button className="add-box" icon="plus" keys="Alt+b" onClick={onAdd}>
      {t("box.add")}
    </Button>
  );
}
