import { useEffect, useState } from "react";

/** How long until an instant: `7:05`, `1:04:09`; `null` when it has come. */
export function untilText(until: number, now: number): string | null {
  const seconds = Math.ceil((until - now) / 1000);
  if (!(seconds > 0)) return null;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  const rest = `${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** The same, counting down while it is shown. */
export function useCountdown(until: number | null): string | null {
  const [now, setNow] = useState(Date.now);
  const open = until === null || until <= now;
  useEffect(() => {
    if (open) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [open]);
  return until === null ? null : untilText(until, now);
}
