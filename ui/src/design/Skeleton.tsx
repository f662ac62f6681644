/** A grey bar where something will stand. Widths in px. */
export function Skeleton({ width = 80 }: { width?: number }) {
  return <i className="skel" style={{ width }} aria-hidden="true" />;
}
