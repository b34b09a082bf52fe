import type { FaultPoint } from '../lab/fault';
import type { PlannedLife } from '../lab/fault-lab';

const tellers = ['api', 'settleTask', 'settleRule', 'sweep'];
const nth = [2, 4, 6, 8];

/** A name that is asked for again at once while telling of its ended life fails over and over. */
export function rebornUnderFire(name: string): PlannedLife {
  const chances = tellers.flatMap((teller) =>
    nth.map((occurrence): FaultPoint => ({
      site: `${teller} EventBridge PutEvents`,
      occurrence,
      kind: occurrence % 4 === 0 ? 'partly' : 'before',
    })),
  );
  return { name, ending: 'reborn', faults: [], chances };
}
