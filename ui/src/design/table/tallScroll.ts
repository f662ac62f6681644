/**
 * Where rows stand when all of them together are higher than an element may be. The scroller keeps at most
 * `MAX_HEIGHT`; `shift` is how far the rows run ahead of it. Small steps move rows one to one; a jump of the scroll bar
 * goes to the same share of the whole.
 */

/** WebKitGTK cuts elements at 33,554,428 px, and zoom counts. */
export const MAX_HEIGHT = 16_000_000;

/** The heights of a scroller. */
export interface Heights {
  /** All rows together. */
  whole: number;
  /** What is seen at once. */
  view: number;
}

/** The height that the scroller's content gets. */
export function contentHeight(whole: number): number {
  return Math.min(whole, MAX_HEIGHT);
}

/** The scroller's own place for a place among all rows. */
export function scrollTopFor(offset: number, { whole, view }: Heights): number {
  const content = contentHeight(whole);
  if (content === whole) return offset;
  return Math.round((clamp(offset, whole - view) / (whole - view)) * (content - view));
}

/** The place among all rows after the scroller moved from `before` to `now`, where rows ran `shift` ahead. */
export function offsetAfter(before: number, now: number, shift: number, { whole, view }: Heights): number {
  const content = contentHeight(whole);
  if (content === whole) return now;
  const jumped = Math.abs(now - before) > view;
  return jumped ? Math.round((now / (content - view)) * (whole - view)) : clamp(now + shift, whole - view);
}

/** Whether the scroller stands at an end while the rows do not: it must be moved away from it. */
export function stuck(offset: number, scrollTop: number, { whole, view }: Heights): boolean {
  const content = contentHeight(whole);
  if (content === whole) return false;
  return (scrollTop <= 0 && offset > 0) || (scrollTop >= content - view && offset < whole - view);
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, Math.max(0, most)));
}
