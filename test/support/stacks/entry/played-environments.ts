import type { Instant } from '../../../../src/domain/base/time';
import type { StackEffect } from '../../../../src/domain/stack/entry/stack-entry';
import type { ComponentFacts } from '../../../../src/domain/stack/entry/take-news';
import { sha256 } from '../../builders/sha256';
import { ulidAt } from '../../builders/ulids';

type Phase = 'queued' | 'planning' | 'waiting' | 'applying';

/** An environment as the reference of a stack knows it: what it does with orders, and what it is really made with. */
export interface Played {
  life: string;
  version: number;
  order: number;
  asked: { n: number; digest: string; uses: string[] };
  applied: { n: number; digest: string } | null;
  /** All that what is there may stand on. */
  uses: Set<string>;
  status: 'pending' | 'ready' | 'failed' | 'destroying' | 'stuck' | 'ended';
  phase: Phase | null;
  plan: string | null;
  stopping: boolean;
  approved: boolean;
  failure: string | null;
  endsAt: Instant | null;
}

/** What a revision asks of a component, as the carrier of an order reads it from the document. */
export interface AskedOf {
  digest: string;
  uses: string[];
  needsApproval: boolean;
}

/** What became of an order. */
export type Taken = 'taken' | 'before' | { refused: string };

/** Environments that take orders as real ones do: each number once, and only a higher one. */
export class PlayedEnvironments {
  readonly all = new Map<string, Played>();
  readonly taken: string[] = [];
  private lives = 0;

  constructor(private readonly now: () => Instant) {}

  take(effect: StackEffect, asked: AskedOf | undefined, endsAt: Instant | null): Taken {
    const { component, kind, n } = effect;
    const seen = this.all.get(component);
    if (seen && n <= seen.order) return 'before';
    if (kind === 'create') return this.create(effect, asked as AskedOf, endsAt);
    if (!seen || seen.status === 'ended' || seen.life !== effect.life) return { refused: 'it has ended' };
    const result = this.command(seen, effect, asked);
    if (typeof result === 'object') return result;
    seen.order = n;
    this.wrote(seen, effect);
    return 'taken';
  }

  facts(component: string): ComponentFacts | undefined {
    const seen = this.all.get(component);
    if (!seen) return undefined;
    const { life, version, order, applied, status, phase, stopping, plan, failure, endsAt } = seen;
    const shown = phase === 'queued' ? 'planning' : phase;
    return {
      life,
      version,
      order,
      applied: applied?.n ?? null,
      status,
      phase: shown,
      stopping,
      plan,
      failure,
      endsAt,
    };
  }

  private create(effect: StackEffect, asked: AskedOf, endsAt: Instant | null): Taken {
    const before = this.all.get(effect.component);
    if (before && before.status !== 'ended') return { refused: 'the name is taken' };
    const made: Played = {
      life: ulidAt(this.now(), this.lives++),
      version: before?.version ?? 0,
      order: effect.n,
      asked: { n: effect.n, ...asked },
      applied: null,
      uses: new Set(asked.uses),
      status: 'pending',
      phase: 'queued',
      plan: null,
      stopping: false,
      approved: !asked.needsApproval,
      failure: null,
      endsAt,
    };
    this.all.set(effect.component, made);
    this.wrote(made, effect);
    return 'taken';
  }

  private command(seen: Played, effect: StackEffect, asked: AskedOf | undefined): Taken {
    const isDoomed = seen.status === 'destroying' || seen.status === 'stuck';
    switch (effect.kind) {
      case 'set-end':
        seen.endsAt = effect.endsAt ?? null;
        return 'taken';
      case 'destroy':
        if (!isDoomed) this.doom(seen);
        return 'taken';
      case 'retry':
        if (seen.status === 'stuck') seen.status = 'destroying';
        return 'taken';
      case 'cancel':
        if (isDoomed || !seen.phase) return { refused: 'no run' };
        seen.stopping = true;
        return 'taken';
      case 'reject':
        return this.reject(seen, effect);
      case 'approve':
        if (seen.phase !== 'waiting' || seen.plan !== effect.plan) return { refused: 'another plan' };
        Object.assign(seen, { phase: 'applying', plan: null, approved: true });
        this.begin(seen);
        return 'taken';
      default:
        return this.change(seen, effect, asked as AskedOf);
    }
  }

  private reject(seen: Played, effect: StackEffect): Taken {
    if (seen.phase !== 'waiting' || seen.plan !== effect.plan) return { refused: 'another plan' };
    if (seen.applied) Object.assign(seen, { phase: null, plan: null, failure: 'rejected' });
    else this.doom(seen);
    return 'taken';
  }

  private change(seen: Played, { n }: StackEffect, asked: AskedOf): Taken {
    if (seen.phase || !['ready', 'failed'].includes(seen.status)) return { refused: 'busy' };
    seen.asked = { n, ...asked };
    Object.assign(seen, { phase: 'queued', approved: !asked.needsApproval, failure: null });
    for (const use of asked.uses) seen.uses.add(use);
    return 'taken';
  }

  /** A run goes on by one step; what waits for a person stays. */
  step(component: string, luck: 'good' | 'bad'): void {
    const seen = this.all.get(component);
    if (!seen || seen.status === 'ended' || seen.phase === 'waiting') return;
    if (seen.status === 'destroying' || seen.status === 'stuck') return this.stepDestroy(seen, luck);
    if (!seen.phase) return;
    this.stepRun(seen, luck);
    seen.version += 1;
  }

  private stepRun(seen: Played, luck: 'good' | 'bad'): void {
    if (seen.phase === 'queued' && !seen.stopping) seen.phase = 'planning';
    else if (seen.phase !== 'applying') this.endPlanning(seen, luck);
    else if (luck === 'bad')
      Object.assign(seen, { status: 'failed', phase: null, stopping: false, failure: 'broke' });
    else {
      Object.assign(seen, { status: 'ready', phase: null, stopping: false, failure: null });
      seen.uses = new Set(seen.asked.uses);
    }
  }

  private endPlanning(seen: Played, luck: 'good' | 'bad'): void {
    if (seen.stopping || luck === 'bad') {
      Object.assign(seen, { phase: null, stopping: false, failure: 'not planned' });
      if (!seen.applied) seen.status = 'failed';
    } else if (seen.approved) {
      seen.phase = 'applying';
      this.begin(seen);
    } else Object.assign(seen, { phase: 'waiting', plan: sha256(`${seen.life} ${seen.version}`) });
  }

  private begin(seen: Played): void {
    seen.applied = { n: seen.asked.n, digest: seen.asked.digest };
  }

  private stepDestroy(seen: Played, luck: 'good' | 'bad'): void {
    if (luck === 'bad') Object.assign(seen, { status: 'stuck', failure: 'in use' });
    else Object.assign(seen, { status: 'ended', phase: null });
    seen.version += 1;
  }

  private doom(seen: Played): void {
    Object.assign(seen, { status: 'destroying', phase: null, plan: null, stopping: false });
    if (!seen.applied) seen.status = 'ended';
  }

  /** What has come to its own end begins to go. */
  expire(): void {
    for (const seen of this.all.values()) {
      const isLiving = ['pending', 'ready', 'failed'].includes(seen.status);
      if (!isLiving || seen.endsAt === null || seen.endsAt > this.now()) continue;
      this.doom(seen);
      seen.version += 1;
    }
  }

  private wrote(seen: Played, { component, n, kind }: StackEffect): void {
    seen.version += 1;
    this.taken.push(`${component}/${n}/${kind}`);
  }

  /** Those that are there and stand on something that is gone or going. */
  orphans(): string[] {
    return [...this.all].flatMap(([name, seen]) =>
      seen.status === 'ended'
        ? []
        : [...seen.uses]
            .filter((use) => ['destroying', 'stuck', 'ended'].includes(this.all.get(use)?.status ?? 'ended'))
            .map((use) => `${name} without ${use}`),
    );
  }

  left(): string[] {
    return [...this.all].filter(([, { status }]) => status !== 'ended').map(([name]) => name);
  }
}
