import { counted } from '../base/counted';
import { between, type Instant, plus } from '../base/time';
import type { Environment } from '../environment/environment';
import type { DomainEvent, EventType } from '../environment/events';
import { formatTtl, parseTtl } from '../lease';
import type { NoticeType } from './notice';

/** What is said of an event: `path` leads to what it is about, within the API. */
export interface Words {
  type: NoticeType;
  title: string;
  text: string;
  command: string;
  path: string;
}

/** The event, and the environment of its life as it is by now; null where that is gone. */
export interface Told {
  event: DomainEvent;
  environment: Environment | null;
}

type Say = (told: Told) => Words | null;

/** What is said of each event that people are notified of; null where there is nothing that they must know. */
export const eventWords: Partial<Record<EventType, Say>> = {
  PlanAwaitsApproval: sayPlan,
  LeaseEndsSoon: sayEndsSoon,
  LeaseExpired: ({ event }) => ({
    type: 'lease.ended',
    title: `The lease of ${event.environment} has ended`,
    text: 'It is being destroyed; a receipt follows.',
    ...lookAt(event),
  }),
  BudgetThresholdReached: sayBudget,
  EnvironmentFailed: ({ event }) => ({
    type: 'environment.failed',
    title: `${event.environment} failed`,
    text: reasonOf(event),
    ...lookAt(event),
  }),
  RunFailed: sayRunFailed,
  EnvironmentStuck: ({ event }) => ({
    type: 'environment.stuck',
    title: `${event.environment} cannot be destroyed without help`,
    text: `${reasonOf(event)} ${counted(Number(event.data.attempts), 'attempt')} so far.`,
    ...lookAt(event),
  }),
  WakeWaitsForQuota: sayWakeWaits,
  RunWaitsLong: ({ event }) => ({
    type: 'run.waits_long',
    title: `A run of ${event.environment} has waited for its build for an hour`,
    text: reasonOf(event),
    ...lookAt(event),
  }),
  DriftFound: ({ event }) => ({
    type: 'environment.drifted',
    title: `${event.environment} has changed since it was applied`,
    text: `${counted(Number(event.data.objects), 'object')} changed outside, of ${counted(Number(event.data.causes), 'cause')}.`,
    ...lookAt(event),
    command: 'idp drift',
  }),
  DriftGone: ({ event }) => ({
    type: 'environment.drift_gone',
    title: `${event.environment} is as it was applied again`,
    text: 'What had changed outside is gone, or expected.',
    ...lookAt(event),
  }),
  CertificateEndsSoon: sayCertificate,
  EnvironmentDestroyed: sayDestroyed,
};

/** A run that left the environment ready: of a failed environment another event tells. */
function sayRunFailed({ event }: Told): Words | null {
  const { stays, kind, certificate } = event.data;
  if (stays !== 'ready') return null;
  if (kind === 'rotate' && typeof certificate === 'string')
    return {
      type: 'environment.rotation_failed',
      title: `The replacement of a certificate of ${event.environment} stopped`,
      text: `${reasonOf(event)} In use is the old certificate, or the new one if it was imported before that.`,
      ...lookAt(event),
      command: `idp rotate ${event.environment} --certificate '${certificate}' --from <folder>`,
    };
  if (kind === 'rotate')
    return {
      type: 'environment.rotation_failed',
      title: `The rotation of ${event.environment} stopped`,
      text: `${reasonOf(event)} No old value was retired whose new one is not in use.`,
      ...lookAt(event),
      command: `idp rotate ${event.environment}`,
    };
  return {
    type: 'environment.change_failed',
    title: `A change of ${event.environment} failed`,
    text: `${reasonOf(event)} It was not applied, so the environment is unchanged.`,
    ...lookAt(event),
  };
}

function sayPlan({ event, environment }: Told): Words {
  const { create, update, replace, delete: gone, run, decideBy } = event.data;
  const cost = environment?.run?.phase === 'awaiting-approval' ? environment.run.plan.cost : null;
  const priced =
    cost &&
    `, $${cost.monthly.toFixed(2)} a month${cost.unpriced.length > 0 ? ' and what is not estimated' : ''}`;
  return {
    type: 'plan.awaits_approval',
    title: `A plan of ${event.environment} waits for approval`,
    text: `${String(create)} to add, ${String(update)} to change, ${String(replace)} to replace, ${String(gone)} to destroy${priced ?? ''}. It waits until ${readable(String(decideBy))}.`,
    command: `idp approve ${event.environment}`,
    path: `/runs/${String(run)}/plan`,
  };
}

function sayEndsSoon({ event, environment }: Told): Words {
  const { environment: name, at, data } = event;
  const end = String(data.expiresAt);
  const { ttl, words } = extension(environment, data.warning === 'first' ? 'first' : 'last');
  return {
    type: 'lease.ends_soon',
    title: `${name} ends in ${formatTtl(between(at, end))}`,
    text: `Its lease ends at ${readable(end)}; then it is destroyed. ${words}`,
    command: ttl === null ? `idp status ${name}` : `idp extend ${name} --ttl ${ttl}`,
    path: `/environments/${name}`,
  };
}

const usual = { first: '1d', last: '2h' } as const;

/** As much longer as is usual, or as there is room for below the longest lease. */
function extension(
  environment: Environment | null,
  warning: keyof typeof usual,
): { ttl: string | null; words: string } {
  const ttl = usual[warning];
  const { expiresAt = null, startedAt, max } = environment?.lease ?? {};
  if (expiresAt === null || startedAt === undefined || max === undefined) return { ttl, words: '' };
  const room = between(expiresAt, plus(startedAt, parseTtl(max)));
  if (room >= parseTtl(ttl)) return { ttl, words: '' };
  const shorter = formatTtl(room);
  if (shorter === '0m') return { ttl: null, words: `It cannot be extended: ${max} is the longest lease.` };
  return { ttl: shorter, words: `It can be extended by ${shorter} at most.` };
}

const consequences: Record<string, string> = {
  'approve-extension': 'From now on only an approver or an administrator can extend its lease.',
  destroy: 'It is being destroyed; a receipt follows.',
  sleep: 'It is put to sleep if its template can sleep.',
};

function sayBudget({ event }: Told): Words {
  const { percent, action, holder } = event.data;
  if (holder !== undefined) return sayHolderBudget(event);
  const spent = `${spentOf(event)}.`;
  return {
    type: 'budget.threshold_reached',
    title: `${event.environment} has reached ${String(percent)} % of its budget`,
    text: [spent, consequences[String(action)] ?? ''].filter(Boolean).join(' '),
    ...lookAt(event),
  };
}

/** A warning is of the budget alone; everything else is done to this environment, among others. */
function sayHolderBudget(event: DomainEvent): Words {
  const { percent, action, holder, month } = event.data;
  const spent = `${spentOf(event)} in ${String(month)}.`;
  const consequence =
    action === 'approve-extension'
      ? 'Until the month ends, only an approver or an administrator can extend its lease.'
      : consequences[String(action)];
  const text =
    action === 'warn' ? spent : `${spent} This concerns ${event.environment}. ${consequence ?? ''}`;
  return {
    type: 'budget.threshold_reached',
    title: `The ${String(holder)} has reached ${String(percent)} % of its budget`,
    text: text.trim(),
    ...lookAt(event),
    ...(action === 'warn' && { command: 'idp quotas' }),
  };
}

function spentOf({ data }: DomainEvent): string {
  const { accrued, budget } = data;
  return `$${Number(accrued).toFixed(2)} of $${Number(budget).toFixed(2)} has accrued`;
}

function sayWakeWaits({ event }: Told): Words {
  const { holder, quota, limit, used, asked, edge } = event.data;
  return {
    type: 'environment.wake_waits',
    title: `${event.environment} was not woken: a quota has no room`,
    text: `It was to wake at ${readable(String(edge))}. The quota '${String(quota)}' of ${String(holder)} is ${String(limit)}, of which ${String(used)} is used; waking takes ${String(asked)} more. It wakes as soon as there is room.`,
    ...lookAt(event),
    command: 'idp quotas',
  };
}

function sayCertificate({ event }: Told): Words {
  const { environment: name, at, data } = event;
  const end = String(data.ends);
  const isOver = end <= at;
  const when = isOver ? 'has ended' : `ends in ${formatTtl(between(at, end))}`;
  const others = Number(data.others);
  const more = others > 0 ? ` So near its end is ${counted(others, 'more certificate')} of it.` : '';
  return {
    type: 'certificate.ends_soon',
    title: `A certificate of ${name} ${when}`,
    text: `${String(data.certificate)} (${String(data.address)}): ${readable(end)}, as read on ${String(data.readAt).slice(0, 10)}.${more} A check for drift reads the end again.`,
    command: `idp certificates ${name}`,
    path: `/environments/${name}`,
  };
}

function sayDestroyed({ event }: Told): Words {
  const { built, checked, unchecked } = event.data;
  const proof = `${counted(Number(checked), 'resource')} checked, ${String(unchecked)} that could not be`;
  return {
    type: 'environment.destroyed',
    title: `${event.environment} is destroyed`,
    text: built === false ? 'Nothing was ever built.' : `Nothing is left: ${proof}.`,
    command: `idp receipt ${event.life}`,
    path: `/lives/${event.life}`,
  };
}

function lookAt({ environment }: DomainEvent): Pick<Words, 'command' | 'path'> {
  return { command: `idp status ${environment}`, path: `/environments/${environment}` };
}

function reasonOf({ data }: DomainEvent): string {
  const { reason } = data;
  return typeof reason === 'string' && reason !== '' ? asSentence(reason) : 'The reason is unknown.';
}

function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** `2026-11-27 20:10 UTC`. */
function readable(at: Instant): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
