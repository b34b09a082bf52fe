import type { Actor } from '../../../../src/domain/access/actor';
import { DomainError } from '../../../../src/domain/base/errors';
import { type Instant, minute, plus } from '../../../../src/domain/base/time';
import { startLease } from '../../../../src/domain/lease';
import { decideEntry, type Delivered } from '../../../../src/domain/registry/decide-entry';
import type { WantedComponents } from '../../../../src/domain/stack/entry/component';
import { createStack } from '../../../../src/domain/stack/entry/decide-stack';
import { endOf } from '../../../../src/domain/stack/entry/ends';
import type { StackCommand } from '../../../../src/domain/stack/entry/stack-commands';
import { type StackEffect, StackEntry } from '../../../../src/domain/stack/entry/stack-entry';
import { stackKind } from '../../../../src/domain/stack/entry/stack-kind';
import type { ComponentFacts } from '../../../../src/domain/stack/entry/take-news';
import { ulidAt } from '../../builders/ulids';
import { type AskedOf, PlayedEnvironments } from './played-environments';
import { sha256 } from '../../builders/sha256';

/** What a revision of the play says: of each component what it needs, and whether its plan waits for a person. */
export type Document = Record<string, { needs: string[]; asks?: boolean; content?: string }>;

export const ada = personOf('ada');

export function personOf(id: string): Actor {
  return { kind: 'person', id, name: id, roles: ['developer', 'approver'], teams: [] };
}

export function wantedOf(document: Document): WantedComponents {
  return Object.fromEntries(
    Object.entries(document).map(([name, one]) => [
      name,
      { template: 'toy@1.0.0', digest: sha256(JSON.stringify([name, one])), needs: one.needs },
    ]),
  );
}

/** A stack that is decided by the real rules over environments that are played; nothing is lost here but what a test loses. */
export class PlayedStack {
  now: Instant = '2026-01-01T00:00:00.000Z';
  readonly environments = new PlayedEnvironments(() => this.now);
  readonly documents: Document[] = [];
  readonly issued: StackEffect[] = [];
  entry: StackEntry;

  constructor(document: Document, ttl = '3d') {
    this.documents.push(document);
    const lease = startLease({ ttl }, { default: '3d', max: '30d', permanent: false }, this.now);
    const birth = { name: 'shop', id: ulidAt(this.now, 1), owner: 'ada', team: null, lease, by: ada };
    const wanted = wantedOf(document);
    this.entry = createStack({ ...birth, digest: sha256('1'), wanted }, null, { now: this.now });
    this.issued.push(...this.entry.effects);
  }

  /** Decides one command; what it refuses is thrown. */
  decide(command: StackCommand | Delivered): void {
    const decided = decideEntry({ kind: stackKind, seen: this.entry }, command, {
      now: this.now,
      newId: ulidAt(this.now, 2),
    });
    this.entry = decided.entry;
    this.issued.push(...decided.effects);
  }

  /** Whether it was accepted. */
  ask(command: StackCommand): boolean {
    try {
      this.decide(command);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }

  submit(document: Document, stop?: number): boolean {
    const digest = sha256(String(this.documents.length + 1));
    const asked = { type: 'submit' as const, digest, wanted: wantedOf(document), by: ada };
    const accepted = this.ask({ ...asked, ...(stop !== undefined && { stop }) });
    if (accepted) this.documents.push(document);
    return accepted;
  }

  /** Carries out an order; the environment's refusal is told to the stack unless it is lost. */
  carryOut(effect: StackEffect, lost: { answer?: boolean; delivered?: boolean } = {}): void {
    const taken = this.environments.take(effect, this.askedOf(effect), endOf(this.entry, effect.component));
    if (typeof taken === 'object') {
      if (lost.answer) return;
      const { component, n } = effect;
      this.decide({ type: 'answered', component, n, answer: 'refused', reason: taken.refused });
    }
    if (!lost.delivered) this.decide({ type: 'delivered', events: [], effects: [effect] });
  }

  private askedOf({ revision, component, kind }: StackEffect): AskedOf | undefined {
    if (kind !== 'create' && kind !== 'change') return undefined;
    const one = this.documents[revision - 1]?.[component];
    if (!one) throw new Error(`revision ${revision} has no component ${component}`);
    const digest = sha256(JSON.stringify([component, one]));
    return { digest, uses: one.needs, needsApproval: one.asks ?? false };
  }

  hear(component: string, facts: ComponentFacts | undefined): void {
    if (facts) this.decide({ type: 'news', component, facts });
  }

  /** What a sweep does: reads the entry as it is kept, delivers everything, looks at everything, and at the clock. */
  sweep(): void {
    this.entry = StackEntry.parse(JSON.parse(JSON.stringify(this.entry)));
    const events = this.entry.outbox.map(({ id }) => id);
    this.decide({ type: 'delivered', events, effects: [] });
    for (const effect of [...this.entry.effects]) this.carryOut(effect);
    for (const name of Object.keys(this.entry.components)) this.hear(name, this.environments.facts(name));
    this.decide({ type: 'tick' });
  }

  /** Lets some time go by, less than what is near its end has left. */
  pass(): void {
    this.now = plus(this.now, 50 * minute);
    this.sweep();
    this.environments.expire();
  }

  /** Sweeps, and lets every run go well, until nothing moves; whoever is asked says yes where `approves`. */
  calm({ approves = true }: { approves?: boolean } = {}): void {
    for (let round = 0; round < 400; round++) {
      const before = JSON.stringify([this.entry, [...this.environments.all]]);
      this.sweep();
      for (const name of this.environments.all.keys()) this.environments.step(name, 'good');
      if (approves) this.approveAll();
      if (JSON.stringify([this.entry, [...this.environments.all]]) === before) return;
    }
    throw new Error('it does not come to rest');
  }

  approveAll(): void {
    const plans = this.awaited();
    if (Object.keys(plans).length > 0) this.ask({ type: 'approve', plans, by: ada });
  }

  awaited(): Record<string, string> {
    const all = Object.entries(this.entry.components).flatMap(([name, one]) => {
      if (one.state === 'waiting' && one.wanted && one.plan) return [[name, one.plan] as const];
      const leaves = one.wanted === null && one.life !== null && one.built && one.state !== 'destroying';
      return leaves && !this.entry.ending ? [[name, 'destroy'] as const] : [];
    });
    return Object.fromEntries(all);
  }

  states(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.entry.components).map(([name, { state }]) => [name, state]),
    );
  }
}
