import { ada, type Document, wantedOf } from './played-stack';
import { RandomPlay } from './random-play';

const steps = 300;
const lastRevision: Document = { net: { needs: [] }, api: { needs: ['net'] } };

/** What was wrong in the play of each seed; empty where all was right. */
export interface PlaysChecked {
  wrong: Record<number, unknown>;
  /** Every kind of order that was given in any of them. */
  kinds: Set<string>;
}

/** Plays every seed, and says by `wrongIn` what is wrong then. */
function check(seeds: number, wrongIn: (play: RandomPlay) => unknown[]): PlaysChecked {
  const wrong: Record<number, unknown> = {};
  const kinds = new Set<string>();
  for (let seed = 0; seed < seeds; seed++) {
    const play = new RandomPlay(seed);
    for (let step = 0; step < steps; step++) play.step();
    const found = [...wrongIn(play), ...play.orphans];
    if (found.length > 0) wrong[seed] = found;
    for (const { kind } of play.stack.issued) kinds.add(kind);
  }
  return { wrong, kinds };
}

/** Orders that an environment took more than once; consumers without their producers are wrong in every play. */
export function checkOrders(seeds: number): PlaysChecked {
  return check(seeds, ({ stack }) => {
    const { taken } = stack.environments;
    return taken.filter((order, index) => taken.indexOf(order) !== index);
  });
}

/** What is not as one more revision wants it, once everything goes well, and people say yes and try again. */
export function checkConvergence(seeds: number): PlaysChecked {
  const wanted = wantedOf(lastRevision);
  const right = Object.entries(wanted).map(([name, { digest }]) => `${name} ready ${digest}`);
  return check(seeds, ({ stack }) => {
    if (!stack.submit(lastRevision)) return [];
    stack.calm();
    while (stack.ask({ type: 'retry', by: ada })) stack.calm();
    const there = [...stack.environments.all].filter(([, { status }]) => status !== 'ended');
    const built = there.map(([name, one]) => `${name} ${one.status} ${one.applied?.digest}`);
    return String(built.sort()) === String(right.sort()) ? [] : [built, stack.states()];
  });
}

/** What is left when the lease is over. */
export function checkEnds(seeds: number): PlaysChecked {
  return check(seeds, (play) => {
    play.toTheEnd();
    const { entry, environments } = play.stack;
    const left = [...environments.left(), ...environments.orphans(), ...entry.effects];
    return entry.endedAt === null ? [...left, play.stack.states()] : left;
  });
}
