import type { CheckedResource } from '../../domain/environment/receipt';

/** What was seen of a cluster's controllers' work while it was emptied, by address: the last that is known of each. */
export class Sightings {
  private readonly last = new Map<string, CheckedResource>();
  private present = new Set<string>();

  constructor(private readonly cluster: string) {}

  /** Takes in one look: what it does not show any more is gone. */
  note(checked: readonly CheckedResource[]): void {
    this.present = new Set(checked.map(({ address }) => address));
    for (const one of checked) this.last.set(one.address, one);
  }

  /** Everything that is over by the last look, for the receipt. */
  over(): CheckedResource[] {
    const note = `made by a controller of the cluster ${this.cluster}, and gone before its destroy`;
    return [...this.last.values()].flatMap((one): CheckedResource[] => {
      if (!this.present.has(one.address)) return [{ ...one, found: 'gone', note }];
      return one.found === 'remaining' ? [] : [one];
    });
  }
}
