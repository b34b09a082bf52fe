import type { Actor, Role } from './actor';
import { DomainError } from '../base/errors';
import { matches } from './pattern';
import { isPreviewBeside } from './preview';

/** Which roles each role holds: a publisher also builds, an approver approves and reads but builds nothing, an admin does everything. */
const held: Record<Role, readonly Role[]> = {
  viewer: ['viewer'],
  developer: ['viewer', 'developer'],
  publisher: ['viewer', 'developer', 'publisher'],
  approver: ['viewer', 'approver'],
  admin: ['viewer', 'developer', 'publisher', 'approver', 'admin'],
};

/** What an actor wants of an environment: to work on it, to decide about its plan, or what only an admin may. */
export type Need = 'operate' | 'approve' | 'administer';

/** What is asked: the need, the verb a refusal names (`extend`), and whether those who operate may decide the plan. */
export interface AccessRequest {
  need: Need;
  what: string;
  ownerMayApprove?: boolean;
  /** Why it needs that, for whoever is refused; absent where the need says it. */
  because?: string;
}

/** What ownership is read from. */
export interface Owned {
  name: string;
  owner: string;
  team: string | null;
}

/** Whether the actor has the role, itself or by one that includes it. */
export function hasRole(actor: Actor, role: Role): boolean {
  return actor.roles.some((one) => held[one].includes(role));
}

/** Throws Forbidden unless the actor has the role. */
export function authorize(actor: Actor, role: Role, what: string): void {
  if (!hasRole(actor, role)) throw refusal(actor, `the role ${role}`, what);
}

/**
 * Whether the environment is the actor's own or one of a team of theirs. A repository's branches own the previews of its
 * pull requests: after a merge, it is the branch's workflow that destroys them.
 */
export function owns(actor: Actor, environment: Owned): boolean {
  if (idsOf(actor).some((id) => isOwnedBy(id, actor.kind, environment.owner))) return true;
  return environment.team !== null && actor.teams.includes(environment.team);
}

/** The ids under which what is an actor's own may be stored: the present one first. */
export function idsOf({ id, formerly }: Pick<Actor, 'id' | 'formerly'>): string[] {
  return formerly === undefined ? [id] : [id, formerly];
}

function isOwnedBy(id: string, kind: Actor['kind'], owner: string): boolean {
  return owner === id || (kind === 'workload' && owner.startsWith(`${id}:pull:`));
}

/**
 * Throws Forbidden unless the actor may do this to this environment: developers operate their own and their teams',
 * approvers decide about plans, admins do everything.
 */
export function authorizeOn(actor: Actor, environment: Owned, request: AccessRequest): void {
  authorizePreview(actor, environment.name, request.what);
  if (hasRole(actor, 'admin') || allows(actor, environment, request)) return;
  const because = request.because === undefined ? '' : `, because ${request.because}`;
  throw refusal(actor, needed(environment, request) + because, `${request.what} '${environment.name}'`);
}

/** Throws Forbidden when the workflow of a pull request wants to read or change another environment than its preview. */
export function authorizePreview(actor: Actor, name: string, what: string): void {
  const { preview, previews = [] } = actor;
  if (preview === undefined || [preview, ...previews].includes(name)) return;
  if (isPreviewBeside(preview, name)) return;
  throw refusal(
    actor,
    `a token that is not a pull request's: this one is only for '${preview}'`,
    `${what} '${name}'`,
  );
}

/** Throws Forbidden for the workflow of a pull request, whatever its preview. */
export function refusePreviews(actor: Actor, what: string): void {
  if (actor.preview !== undefined) throw refusal(actor, "a token that is not a pull request's", what);
}

/** Throws Forbidden for the workflow of a pull request unless its rule lets it plan the stack: then it may read it, and nothing more. */
export function authorizePlanning(actor: Actor, stack: string, what: string): void {
  if (actor.preview === undefined || actor.stacks?.some((pattern) => matches(pattern, stack))) return;
  const need =
    "a token that is not a pull request's, or a rule for pull requests with the stack in its 'stacks'";
  throw refusal(actor, need, `${what} '${stack}'`);
}

/** Whoever a stack is planned as: for a pull request, its repository, whose branch will apply it after the merge. */
export function plannerOf(actor: Actor, stack: string): Actor {
  authorizePlanning(actor, stack, 'plan the stack');
  if (actor.preview === undefined) return actor;
  const { preview: _, previews: __, formerly, ...planner } = actor;
  const before = formerly === undefined ? {} : { formerly: repositoryOf(formerly) };
  return { ...planner, ...before, id: repositoryOf(actor.id) };
}

function repositoryOf(id: string): string {
  return id.replace(/:pull:\d+$/, '');
}

/**
 * Throws Forbidden unless the actor may have this repository's image built: a developer, of one of its teams where it has
 * any, and no pull request, as a build holds the right to push.
 */
export function authorizeImageBuild(
  actor: Actor,
  { repository, teams }: { repository: string; teams?: string[] | undefined },
): void {
  const what = `build images of ${repository}`;
  refusePreviews(actor, what);
  if (teams === undefined || hasRole(actor, 'admin')) return;
  if (!teams.some((team) => actor.teams.includes(team)))
    throw refusal(actor, `one of the teams ${teams.join(', ')}`, what);
}

/** Throws Forbidden unless the actor may publish this template of a team, and decide what becomes of it. */
export function authorizePublishing(
  actor: Actor,
  { team, template }: { team: string; template: string },
): void {
  const what = `publish ${team}/${template}`;
  refusePreviews(actor, what);
  authorize(actor, 'publisher', what);
  if (hasRole(actor, 'admin') || actor.teams.includes(team)) return;
  throw refusal(actor, `membership of the team ${team}`, what);
}

/** Throws Forbidden unless the actor may have bundles uploaded: a publisher, or the workflow of a pull request that may try templates. */
export function authorizeUpload(actor: Actor): void {
  if (mayTryOnly(actor)) return;
  refusePreviews(actor, 'upload bundles');
  authorize(actor, 'publisher', 'upload bundles');
}

/** The same of a trial of this template of a team. */
export function authorizeTrial(actor: Actor, of: { team: string; template: string }): void {
  if (!mayTryOnly(actor)) return authorizePublishing(actor, of);
  if (actor.teams.includes(of.team)) return;
  throw refusal(actor, `membership of the team ${of.team}`, `try ${of.team}/${of.template}`);
}

function mayTryOnly({ preview, trials }: Actor): boolean {
  return preview !== undefined && trials === true;
}

/** The team that a new environment is for; Forbidden unless the actor is one of it. */
export function teamFor(actor: Actor, team: string | undefined): string | null {
  if (team === undefined) return null;
  if (actor.teams.includes(team) || hasRole(actor, 'admin')) return team;
  throw new DomainError('Forbidden', {
    actor: actor.id,
    need: `a member of it (their teams: ${actor.teams.join(', ') || 'none'}) or the role admin`,
    what: `create for the team '${team}'`,
  });
}

function allows(actor: Actor, environment: Owned, { need, ownerMayApprove }: AccessRequest): boolean {
  const operates = hasRole(actor, 'developer') && owns(actor, environment);
  if (need === 'operate') return operates;
  if (need === 'administer') return false;
  return hasRole(actor, 'approver') || (operates && ownerMayApprove === true);
}

function needed({ owner, team }: Owned, { need, ownerMayApprove }: AccessRequest): string {
  const owners = team === null ? `its owner ${owner}` : `its owner ${owner}, the team ${team}`;
  if (need === 'administer') return 'an admin';
  if (need === 'operate') return `${owners} (with the role developer) or an admin`;
  return ownerMayApprove === true ? `${owners}, an approver or an admin` : 'an approver or an admin';
}

function refusal(actor: Actor, need: string, what: string): DomainError<'Forbidden'> {
  return new DomainError('Forbidden', { actor: actor.name || actor.id, need, what });
}
