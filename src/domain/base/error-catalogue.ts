import { closest } from './closest';
import { type ErrorRow, type FieldIssue, row } from './error-row';
import { driftErrors } from './error-rows/drift-errors';
import { limitErrors } from './error-rows/limit-errors';
import { noticeErrors } from './error-rows/notice-errors';
import { publishingErrors } from './error-rows/publishing-errors';
import { referenceErrors } from './error-rows/reference-errors';
import { rotationErrors } from './error-rows/rotation-errors';
import { slotErrors } from './error-rows/slot-errors';
import { stackErrors } from './error-rows/stack-errors';
import { targetErrors } from './error-rows/target-errors';

/** Every error Leasehold raises: its kind and what it says (what, which one, what to do next). */
export const errorCatalogue = {
  ...driftErrors,
  ...limitErrors,
  ...noticeErrors,
  ...publishingErrors,
  ...referenceErrors,
  ...rotationErrors,
  ...slotErrors,
  ...stackErrors,
  ...targetErrors,
  InvalidRequest: row('invalid', (d: { issues: FieldIssue[] }) =>
    d.issues.map((issue) => `${issue.field}: ${issue.message}`).join('; '),
  ),
  IdempotencyKeyReused: row(
    'invalid',
    (d: { key: string }) =>
      `The Idempotency-Key '${d.key}' was used before with another body; use a new key for a new request.`,
  ),
  Unauthenticated: row('unauthenticated', (d: { reason: string }) => `Not signed in: ${d.reason}.`),
  Forbidden: row(
    'forbidden',
    (d: { actor: string; need: string; what: string }) =>
      `${d.actor} may not ${d.what}; this requires ${d.need}.`,
  ),
  TargetForbidden: row(
    'forbidden',
    (d: { actor: string; what: string; refused: string; open: string[] }) =>
      `${d.actor} may not ${d.what} in this target: ${d.refused}. Allowed targets: ${d.open.join(', ') || 'none'} ('idp targets' shows why).`,
    'target',
  ),
  EnvironmentNotFound: row(
    'not-found',
    (d: { name: string }) => `There is no environment '${d.name}'. 'idp list' shows those you have.`,
  ),
  TemplateNotFound: row(
    'not-found',
    (d: { template: string; known: string[] }) =>
      `There is no template '${d.template}'. Available templates: ${d.known.join(', ')}${suggest(d.template, d.known)}.`,
    'template',
  ),
  BundleNotFound: row(
    'not-found',
    (d: { digest: string }) =>
      `There is no published bundle '${d.digest}', and no trial of it that you may see.`,
  ),
  RunNotFound: row('not-found', (d: { run: string }) => `There is no run '${d.run}'.`),
  LifeNotFound: row('not-found', (d: { life: string }) => `There is no life '${d.life}'.`),
  ImageBuildNotFound: row(
    'not-found',
    (d: { build: string }) => `There is no build '${d.build}'. 'idp image list' shows them.`,
  ),
  RouteNotFound: row(
    'not-found',
    (d: { method: string; path: string }) => `There is no ${d.method} ${d.path}.`,
  ),
  PlanNotFound: row(
    'not-found',
    (d: { run: string }) => `The run '${d.run}' has no plan yet. 'idp status' shows its progress.`,
  ),
  NameTaken: row(
    'conflict',
    (d: { name: string; owner: string; status: string }) =>
      `The name '${d.name}' is in use by ${d.owner} (${d.status}). Choose another name, or wait until that environment is destroyed.`,
  ),
  VersionConflict: row(
    'conflict',
    (d: { name: string }) =>
      `'${d.name}' was changed by another request at the same time. Check it with 'idp status ${d.name}' and try again.`,
  ),
  RunActive: row(
    'conflict',
    (d: { name: string; run: string; kind: string; phase: string }) =>
      `'${d.name}' has an active ${d.kind} run (${d.phase}, ${d.run}). Wait for it, or stop it with 'idp cancel ${d.name}'.`,
  ),
  NoActiveRun: row('conflict', (d: { name: string }) => `'${d.name}' has no active run to cancel.`),
  NotAwaitingApproval: row(
    'conflict',
    (d: { name: string; now: string }) => `'${d.name}' has no plan that awaits approval (it is ${d.now}).`,
  ),
  SelfApproval: row(
    'forbidden',
    (d: { name: string; actor: string; because: string }) =>
      `${d.actor} requested this plan of '${d.name}' and may not approve it: ${d.because}. Ask another approver or admin to run 'idp approve ${d.name}'.`,
  ),
  PlanChanged: row(
    'conflict',
    (d: { name: string; asked: string; current: string }) =>
      `The plan of '${d.name}' that awaits approval is ${d.current}, not ${d.asked}. Read it with 'idp plan ${d.name}'.`,
  ),
  WrongStatus: row(
    'conflict',
    (d: { name: string; status: string; what: string }) => `Cannot ${d.what} '${d.name}': it is ${d.status}.`,
  ),
  CannotSleep: row(
    'conflict',
    (d: { name: string; template: string; version: string }) =>
      `'${d.name}' cannot sleep: ${d.template} ${d.version} does not declare what sleep changes. Use a version that does ('idp template ${d.template}' says so).`,
  ),
  LeaseOver: row(
    'conflict',
    (d: { name: string; expiresAt: string }) =>
      `The lease of '${d.name}' ended at ${d.expiresAt}; it is being destroyed. Create it again afterwards.`,
  ),
  EmulatorLost: row(
    'conflict',
    (d: { name: string; what: string }) =>
      `Cannot ${d.what} '${d.name}': its resources were lost with an emulator of this local plane (see 'idp status ${d.name}'). 'idp destroy ${d.name}' removes it from the list; then create it again.`,
  ),
  LeasePermanent: row(
    'conflict',
    (d: { name: string }) => `The lease of '${d.name}' is permanent and cannot be extended.`,
  ),
  LeaseTooLong: row(
    'invalid',
    (d: { asked: string; max: string; latest: string }) =>
      `A lease of this template may last at most ${d.max} in total, until ${d.latest}; ${d.asked} is longer.`,
    'ttl',
  ),
  PermanentNotAllowed: row(
    'invalid',
    (d: { max: string }) => `This template does not allow a permanent lease. Use a ttl of at most ${d.max}.`,
    'permanent',
  ),
  RunRefused: row(
    'conflict',
    (d: { run: string; reason: string }) => `The run ${d.run} may not continue: ${d.reason}.`,
  ),
  ClaimTooEarly: row(
    'busy',
    (d: { run: string; lostAt: string; from: string }) =>
      `The run ${d.run} starts at ${d.from}: the previous build was lost at ${d.lostAt}, and its container may still be running.`,
  ),
  PolicyDenied: row(
    'invalid',
    (d: { types: string[] }) =>
      `The plan creates resource types that this platform denies: ${d.types.join(', ')}.`,
  ),
  DeniedByPolicy: row(
    'invalid',
    (d: { version: string; reasons: string[]; issues?: FieldIssue[] }) =>
      `Policy ${d.version} denies this request. ${d.reasons.join(' ')}`,
  ),
  StateLocked: row(
    'busy',
    (d: { holder: string; since: string }) =>
      `The Terraform state is locked by ${d.holder} since ${d.since}. If no one is working on it, remove the lock with 'idp unlock <name>'.`,
  ),
  EjectedNotFound: row(
    'not-found',
    (d: { name: string }) =>
      `There is no copy of '${d.name}' that you had made within a day. 'idp eject ${d.name} --to <folder>' makes one.`,
  ),
  StateNotLocked: row(
    'conflict',
    (d: { name: string }) => `The Terraform state of '${d.name}' is not locked.`,
  ),
  LockChanged: row(
    'conflict',
    (d: { name: string; lock: string }) =>
      `The lock on '${d.name}' is no longer ${d.lock}. Run 'idp unlock ${d.name}' to see the current one.`,
  ),
  NotUnaccounted: row(
    'conflict',
    (d: { name: string; address: string; open: string[] }) =>
      `The destroy of '${d.name}' is not waiting for '${d.address}'. Unaccounted resources: ${d.open.join(', ') || 'none'}.`,
  ),
  StateFenced: row(
    'conflict',
    (d: { key: string }) =>
      `Another process changed ${d.key}; this run stopped and kept its own copy of the state.`,
  ),
  StateVanished: row(
    'conflict',
    (d: { key: string }) =>
      `The state ${d.key} no longer exists in the state store, although this run had saved it: it was deleted or lost. This run stopped and kept its own copy of the state.`,
  ),
  OutboxFull: row(
    'busy',
    (d: { name: string }) => `'${d.name}' has too many undelivered events. Try again in a minute.`,
  ),
  TooManyToSort: row(
    'invalid',
    (d: { most: number }) =>
      `More than ${d.most} environments would have to be read to sort them. Narrow the list (owner=me, for example), or omit 'sort' to list by name.`,
    'sort',
  ),
  TooManyKeys: row(
    'busy',
    (d: { until: string }) =>
      `Too many requests with an Idempotency-Key within 24 hours. Send it without a key, or after ${d.until}.`,
  ),
  TerraformFailed: row(
    'broken',
    (d: { command: string; reason: string }) => `terraform ${d.command} failed: ${d.reason}`,
  ),
  QuotaExceeded: row(
    'unavailable',
    (d: { quota: string; used: number; limit: number; region: string }) =>
      `The quota '${d.quota}' in ${d.region} is used up (${d.used} of ${d.limit}). Destroy an environment, or request a higher quota from AWS.`,
  ),
  Misconfigured: row(
    'broken',
    (d: { name: string; reason: string }) => `Configuration ${d.name}: ${d.reason}.`,
  ),
  CorruptRecord: row('broken', (d: { what: string; reason: string }) => `${d.what} is invalid: ${d.reason}.`),
  Unreachable: row(
    'unavailable',
    (d: { what: string; reason: string }) => `${d.what} did not answer: ${d.reason}.`,
  ),
} satisfies Record<string, ErrorRow<never>>;

/** Versions (`name@1.2.3`) are not guessed: every one differs from another by a digit. */
function suggest(typed: string, known: string[]): string {
  if (typed.includes('@')) return '';
  const meant = closest(typed, known);
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}
