import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, Note } from "~/design";

/** Keeps a fault in one screen from the rest of the window. */
export class Crash extends Component<{ children: ReactNode }, { fault: Error | null }> {
  override state = { fault: null };

  static getDerivedStateFromError(fault: Error) {
    return { fault };
  }

  override render() {
    const { fault } = this.state;
    if (!fault) return this.props.children;
    return <Stopped fault={fault} again={() => this.setState({ fault: null })} />;
  }
}

function Stopped({ fault, again }: { fault: Error; again: () => void }) {
  const { t } = useTranslation("app");
  const action = (
    <Button autoFocus keys="Enter" onClick={again}>
      {t("crash.again")}
    </Button>
  );
  return (
    <div className="stopped">
      <Note tone="bad" title={t("crash.title")} actions={action} live>
        {t("crash.means")}
        <span className="said mono">{fault.message}</span>
      </Note>
    </div>
  );
}
