const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** The two largest parts of a time in milliseconds: `6d23h`, `3m5s`, `40s`; `0s` below a second. */
export function formatDuration(ms: number): string {
  let rest = Math.max(0, ms);
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return [{ unit, count }];
  });
  const first = parts.findIndex(({ count }) => count > 0);
  if (first < 0) return '0s';
  return parts
    .slice(first, first + 2)
    .filter(({ count }) => count > 0)
    .map(({ unit, count }) => `${count}${unit}`)
    .join('');
}

/** An instant to the minute: `2026-11-28 00:31 UTC`. */
export function formatInstant(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}

/** An instant to the second: `2026-11-28 00:31:05 UTC`. */
export function formatSecond(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}

/** How far an instant is from `now`: `in 6d23h`, `3m5s ago`. */
export function formatDistance(at: string, now: number): string {
  const ms = Date.parse(at) - now;
  return ms >= 0 ? `in ${formatDuration(ms)}` : `${formatDuration(-ms)} ago`;
}
