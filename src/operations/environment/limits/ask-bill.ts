import { parseRecord } from '../../../domain/base/parse';
import { Bill, billKey, newBill, withAnswer } from '../../../domain/cost/actual-cost';
import type { DomainEvent } from '../../../domain/environment/events';
import type { Instant } from '../../../domain/base/time';
import type { Deps } from '../../ports/deps';
import type { SweptKind } from '../../registry/swept-kind';

type BillDeps = Pick<Deps, 'bills' | 'actualCosts' | 'clock'>;

/** Of a life that has ended, and of which something was built, the actual cost is asked for once AWS has it. */
export async function beginBill(
  { type, life, environment, at, data }: DomainEvent,
  { bills }: Pick<Deps, 'bills'>,
) {
  if (type !== 'EnvironmentDestroyed' || data.built !== true) return;
  await bills.begin(newBill({ life, environment, endedAt: at }));
}

/** Bills as the sweep visits them. Two that ask at once ask the same, so whoever writes last has said nothing else. */
export const sweptBills: SweptKind<BillDeps> = {
  prefix: billKey.prefix,
  logKey: (life) => ({ life }),
  visit: async (key, body, deps): Promise<Instant | undefined> => {
    const bill = parseRecord(Bill, body, `The item ${billKey.prefix}#${key}`);
    const actual = await deps.actualCosts.of(bill.life, bill.endedAt);
    await deps.bills.put(withAnswer(bill, actual, deps.clock()));
    return undefined;
  },
};
