import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { Icon } from "~/design";
import { useFormat } from "~/i18n/format";
import type { Screen } from "./screen";
import { screens } from "./screens";
import { useBadges } from "./useStatus";

/** The screens, each with its word, its key and how much in it waits for a person. */
export function Rail() {
  const { t } = useTranslation("app");
  return (
    <nav className="rail" aria-label={t("rail")} data-area>
      {screens
        .filter((screen) => !screen.last)
        .map((screen) => (
          <RailLink key={screen.path} screen={screen} />
        ))}
      <span className="sp" />
      {screens
        .filter((screen) => screen.last)
        .map((screen) => (
          <RailLink key={screen.path} screen={screen} />
        ))}
    </nav>
  );
}

function RailLink({ screen }: { screen: Screen }) {
  const { t } = useTranslation("app");
  const format = useFormat();
  const [place] = useLocation();
  const badge = useBadges()[screen.path];
  const here = isWithin(place, screen);
  return (
    <Link
      href={screen.path}
      aria-current={here ? "page" : undefined}
      aria-keyshortcuts={screen.key}
      title={badge?.count ? t(`badge.${badge.kind}`, { count: badge.count }) : undefined}
    >
      <Icon name={screen.icon} />
      <span className="k" aria-hidden="true">
        {screen.key}
      </span>
      <span className="word">{t(`screens.${screen.title}`)}</span>
      {badge !== undefined && badge.count > 0 && (
        <>
          <span className="n" aria-hidden="true">
            {badge.count > 999 ? "999+" : format.number(badge.count)}
          </span>
          <span className="sr">{t(`badge.${badge.kind}`, { count: badge.count })}</span>
        </>
      )}
    </Link>
  );
}

/** Whether a place is the screen's, or below it. */
export function isWithin(place: string, screen: Screen): boolean {
  return place === screen.path || place.startsWith(`${screen.path}/`);
}
