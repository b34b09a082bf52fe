/** A moment for people: `2026-11-27 07:13 UTC`. */
export function formatMinute(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
