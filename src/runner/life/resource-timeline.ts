import type { Timeline } from '../../domain/environment/artifacts';
import type { CurrentResource, Progress } from '../../domain/environment/progress';
import { cutAt } from '../../domain/base/cut-text';
import { longestAddress } from '../../domain/environment/outcome';
import { between, type Instant } from '../../domain/base/time';
import type * as z from 'zod';
import { type Diagnostic, isNameTaken, type TerraformMessage } from '../../domain/terraform/message';

type Entry = Timeline['resources'][number];
type Action = Entry['action'];

const mostCurrent = 20;
const doing: Record<Action, string> = {
  create: 'creating',
  update: 'changing',
  delete: 'deleting',
  read: 'reading',
};
/** How many steps Terraform reports for a planned action; those it never reports are 0. */
const steps: Record<string, number> = { create: 1, update: 1, delete: 1, replace: 2 };

/** What one `apply` does to each resource, drawn from Terraform's messages as they come. */
export class ResourceTimeline {
  private readonly entries: Entry[] = [];
  private readonly open = new Map<string, Entry>();
  private total = 0;
  private readonly taken = new Set<string>();

  constructor(private readonly clock: () => Instant) {}

  observe(message: TerraformMessage): void {
    if (message.type === 'planned_change') this.total += steps[message.change.action] ?? 0;
    if (message.type === 'apply_start') this.begin(message.hook.resource.addr, actionOf(message.hook.action));
    if (message.type === 'apply_complete') this.end(message.hook.resource.addr, 'complete');
    if (message.type === 'apply_errored') this.end(message.hook.resource.addr, 'errored');
    if (message.type === 'diagnostic') this.note(message.diagnostic);
  }

  /** Counts and at most 20 resources at work now, the longest at it first. */
  progress(): Pick<Progress, 'done' | 'total' | 'current'> {
    const done = this.entries.filter(
      ({ result, action }) => result === 'complete' && action !== 'read',
    ).length;
    const now = this.clock();
    const current = [...this.open.values()].slice(0, mostCurrent).map((entry) => currentOf(entry, now));
    return { done, total: Math.max(this.total, done), current };
  }

  /** Every resource that was begun, in order; what never ended is `unfinished`. */
  resources(): Entry[] {
    const now = this.clock();
    return this.entries.map((entry) =>
      entry.endedAt === null ? { ...entry, seconds: secondsFrom(entry.startedAt, now) } : entry,
    );
  }

  /** Addresses whose call was under way when Terraform ended. */
  unfinished(): string[] {
    return [...this.open.keys()];
  }

  /** Addresses of resources that were begun and never reported complete. */
  incomplete(): string[] {
    return this.entries.filter(({ result }) => result !== 'complete').map(({ address }) => address);
  }

  /** Addresses that AWS refused to make because their names were taken. */
  refused(): string[] {
    return [...this.taken];
  }

  private note(diagnostic: Diagnostic): void {
    if (diagnostic.address !== undefined && isNameTaken(diagnostic)) this.taken.add(diagnostic.address);
  }

  private begin(address: string, action: Action): void {
    const startedAt = this.clock();
    const entry: Entry = { address, action, startedAt, endedAt: null, seconds: 0, result: 'unfinished' };
    this.entries.push(entry);
    this.open.set(address, entry);
  }

  private end(address: string, result: 'complete' | 'errored'): void {
    const entry = this.open.get(address);
    if (!entry) return;
    this.open.delete(address);
    entry.endedAt = this.clock();
    entry.seconds = secondsFrom(entry.startedAt, entry.endedAt);
    entry.result = result;
  }
}

function actionOf(action: string): Action {
  return action === 'create' || action === 'update' || action === 'delete' ? action : 'read';
}

function currentOf({ address, action, startedAt }: Entry, now: Instant): z.infer<typeof CurrentResource> {
  const seconds = Math.floor(secondsFrom(startedAt, now));
  return { address: cutAt(longestAddress, address), action: doing[action], seconds };
}

function secondsFrom(from: Instant, to: Instant): number {
  return Math.max(0, between(from, to) / 1000);
}
