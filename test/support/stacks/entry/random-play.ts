import { minute, plus } from '../../../../src/domain/base/time';
import type { ComponentFacts } from '../../../../src/domain/stack/entry/take-news';
import { seeded } from '../../local/seeded';
import { ada, type Document, PlayedStack } from './played-stack';

const names = ['net', 'key', 'db', 'api', 'web', 'log'];

/** A play in which people ask anything, calls are lost and doubled, what is seen is told late, and runs fail. */
export class RandomPlay {
  readonly stack: PlayedStack;
  readonly orphans = new Set<string>();
  private readonly draw: () => number;
  private readonly late: [string, ComponentFacts][] = [];

  constructor(seed: number) {
    this.draw = seeded(seed);
    this.stack = new PlayedStack(this.document(), this.chance(0.3) ? '2h' : '3d');
  }

  step(): void {
    const { stack } = this;
    const actions: [number, () => void][] = [
      [35, () => this.carryOne()],
      [4, () => this.carryOldOne()],
      [35, () => this.look()],
      [8, () => this.hearLate()],
      [45, () => this.go()],
      [4, () => stack.sweep()],
      [8, () => this.approve()],
      [3, () => this.submit()],
      [
        0.4,
        () =>
          void stack.ask({ type: 'reject', revision: stack.entry.revision.number, by: ada, reason: 'no' }),
      ],
      [0.4, () => void stack.ask({ type: 'cancel', revision: stack.entry.revision.number, by: ada })],
      [5, () => void stack.ask({ type: 'retry', by: ada })],
      [0.25, () => void stack.ask({ type: 'destroy', by: ada })],
      [0.6, () => void stack.ask({ type: 'extend', ttl: '5h', by: ada })],
      [4, () => this.wait()],
    ];
    const total = actions.reduce((sum, [weight]) => sum + weight, 0);
    let at = this.draw() * total;
    for (const [weight, act] of actions) {
      at -= weight;
      if (at >= 0) continue;
      act();
      break;
    }
    for (const orphan of stack.environments.orphans()) this.orphans.add(orphan);
  }

  /** A sweep is never so late that what would end by itself is not seen before. */
  private wait(): void {
    const { stack } = this;
    stack.now = plus(stack.now, Math.floor(this.draw() * 20) * minute);
    stack.sweep();
    stack.sweep();
    stack.environments.expire();
  }

  private carryOne(): void {
    const effect = this.pick(this.stack.entry.effects);
    if (!effect) return;
    this.stack.carryOut(effect, { answer: this.chance(0.1), delivered: this.chance(0.2) });
  }

  /** What a process that was frozen does when nobody expects it any more. */
  private carryOldOne(): void {
    const effect = this.pick(this.stack.issued);
    if (effect) this.stack.carryOut(effect, { delivered: true });
  }

  private look(): void {
    const name = this.pick(names) ?? '';
    const facts = this.stack.environments.facts(name);
    if (!facts) return;
    if (this.chance(0.3)) this.late.push([name, facts]);
    else this.stack.hear(name, facts);
  }

  private hearLate(): void {
    const [told] = this.late.splice(Math.floor(this.draw() * this.late.length), 1);
    if (told) this.stack.hear(...told);
  }

  private go(): void {
    this.stack.environments.step(this.pick(names) ?? '', this.chance(0.15) ? 'bad' : 'good');
  }

  private approve(): void {
    const all = Object.entries(this.stack.awaited()).filter(() => this.chance(0.7));
    if (all.length > 0) this.stack.ask({ type: 'approve', plans: Object.fromEntries(all), by: ada });
  }

  private submit(): void {
    const { number } = this.stack.entry.revision;
    this.stack.submit(this.document(), this.chance(0.4) ? number : undefined);
  }

  /** Any of the names in any order, each needing some of those before it. */
  private document(): Document {
    const order = names.filter(() => this.chance(0.7)).sort(() => this.draw() - 0.5);
    return Object.fromEntries(
      order.map((name, index) => [
        name,
        {
          needs: order.slice(0, index).filter(() => this.chance(0.4)),
          asks: this.chance(0.3),
          content: String(Math.floor(this.draw() * 3)),
        },
      ]),
    );
  }

  /** The time after the last of its ends, with sweeps as they are due. */
  toTheEnd(): void {
    const { stack } = this;
    for (let round = 0; round < 400 && stack.entry.endedAt === null; round++) {
      stack.pass();
      stack.calm({ approves: false });
      if (Object.values(stack.entry.components).some(({ refused, stuck }) => refused !== null || stuck))
        stack.ask({ type: 'retry', by: ada });
    }
  }

  private chance(probability: number): boolean {
    return this.draw() < probability;
  }

  private pick<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.draw() * items.length)];
  }
}
