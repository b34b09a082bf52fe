const day = 86_400_000;

/** From this age on, in days, an estimate says how old its prices are. */
const oldPrices = 90;

/** How many days ago a list of this date was published; 0 for one of the future. */
export function ageInDays(readOn: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(readOn)) / day));
}

/** When the prices of an estimate were read, and how old they are where that matters. */
export function describeAge(readOn: string, now: Date): string {
  const age = ageInDays(readOn, now);
  const old = age > oldPrices ? `, ${age} days ago; AWS may have changed them since` : '';
  return `Prices read on ${readOn}${old}.`;
}
