import * as z from 'zod';
import { Actor, leasehold, Role, WorkloadLimits } from './actor';
import { DomainError } from '../base/errors';
import { matches, Pattern } from './pattern';
import { PlainName } from './plain-name';
import { type Hash, previewName } from './preview';
import { cutAt } from '../base/cut-text';
import { printable } from '../base/printable';

/**
 * Which workloads of an issuer are let in: anyone's GitHub workflow may ask for a token with our audience, so the
 * numeric ids of repository or owner are demanded; names can be taken over, ids cannot.
 */
export const WorkloadRule = z
  .strictObject({
    repositoryId: z.string().regex(/^\d+$/).optional().describe('The numeric id of the repository.'),
    repositoryOwnerId: z
      .string()
      .regex(/^\d+$/)
      .optional()
      .describe("The numeric id of the repository's owner."),
    ref: Pattern.optional().describe('The branch or tag, such as refs/heads/main.'),
    environment: Pattern.optional().describe("The environment of GitHub's that the job runs in."),
    roles: z.array(Role).min(1).default(['developer']).describe('What its workflows are.'),
    teams: z.array(PlainName).default([]).describe('The teams that its workflows are in.'),
    /** What it may build, and where; absent: no foundations, and every target that is open to its role and teams. */
    ...WorkloadLimits.shape,
    pullRequests: z
      .boolean()
      .default(false)
      .describe(
        'Whether the rule is for workflows of pull requests, and for no others; each may change its own preview only.',
      ),
    trials: z
      .boolean()
      .default(false)
      .describe(
        'Of a rule for pull requests: whether they may try templates of its teams, whose Terraform is not reviewed yet.',
      ),
    stacks: z
      .array(Pattern)
      .min(1)
      .max(50)
      .optional()
      .describe(
        'Of a rule for pull requests: names of stacks, or beginnings of names before a final *, that they may read and plan; they may do nothing else with them.',
      ),
  })
  .refine(({ pullRequests, trials }) => pullRequests || !trials, {
    path: ['trials'],
    message: "is only for rules with 'pullRequests': a publisher may try templates anyway",
  })
  .refine(({ pullRequests, stacks }) => pullRequests || stacks === undefined, {
    path: ['stacks'],
    message: "is only for rules with 'pullRequests': others may plan the stacks that they may apply",
  })
  .refine(({ pullRequests, roles }) => !pullRequests || roles.every((role) => role === 'developer'), {
    path: ['roles'],
    message: 'of pull requests can only be developer: whoever opens one has not been reviewed',
  })
  .refine((rule) => rule.repositoryId !== undefined || rule.repositoryOwnerId !== undefined, {
    message: 'needs repositoryId or repositoryOwnerId',
  })
  // For the JSON Schema, which sees no code.
  .meta({
    anyOf: ['repositoryId', 'repositoryOwnerId'].map((name) => ({
      type: 'object',
      properties: { [name]: {} },
      required: [name],
    })),
    if: { type: 'object', properties: { pullRequests: { const: true } }, required: ['pullRequests'] },
    then: { type: 'object', properties: { roles: { type: 'array', items: { const: 'developer' } } } },
  });
export type WorkloadRule = z.infer<typeof WorkloadRule>;

/** How an issuer's claims become an actor; `former`: ids and teams that name no issuer are its. */
export interface ClaimRules {
  name: string;
  former: boolean;
  kind: Actor['kind'];
  claims: { id: string; name: string; roles: string; teams: string };
  defaultRoles: Role[];
  workloads: WorkloadRule[];
}

/** The claims of a token whose signature was verified. */
export type Claims = Record<string, unknown>;

/** The actor that a verified token identifies; throws Unauthenticated when its claims match nobody who is let in. */
export function actorOf(claims: Claims, rules: ClaimRules, hash: Hash): Actor {
  return rules.kind === 'person' ? personOf(claims, rules) : workloadOf(claims, rules, hash);
}

function personOf(claims: Claims, rules: ClaimRules): Actor {
  const { claims: named, defaultRoles } = rules;
  const id = text(claims[named.id]);
  if (id === '') throw nobody(`the token has no claim '${named.id}'`);
  // An issuer that says nothing about it may let anyone write any address into an account.
  if (named.id === 'email' && claims.email_verified !== true)
    throw nobody("the e-mail address of the token is not verified (its claim 'email_verified' is not true)");
  if (id === leasehold || id.startsWith('repo:')) throw nobody(`'${id}' is not the id of a person`);
  const roles = words(claims[named.roles]).flatMap((word) => Role.safeParse(word).data ?? []);
  return sealed({
    kind: 'person',
    ...namedBy(id, rules),
    name: text(claims[named.name]) || id,
    roles: roles.length > 0 ? roles : defaultRoles,
    teams: words(claims[named.teams]).map((team) => teamOf(team, rules)),
  });
}

/** The subject is unique within its issuer, and the issuer's name within the configuration. */
function namedBy(subject: string, { name, former }: ClaimRules): Pick<Actor, 'id' | 'formerly'> {
  return { id: `${name}:${subject}`, ...(former && { formerly: subject }) };
}

/** Only the issuer that bare teams are meant for has them, and never one that looks like another's. */
function teamOf(team: string, { name, former }: ClaimRules): string {
  return former && !team.includes(':') ? team : `${name}:${team}`;
}

function workloadOf(claims: Claims, issuer: ClaimRules, hash: Hash): Actor {
  const repository = text(claims.repository_id);
  if (repository === '') throw nobody("the token has no claim 'repository_id'");
  const name = text(claims.repository) || repository;
  const pull = pullRequestOf(claims);
  const rule = issuer.workloads.find((one) => one.pullRequests === (pull !== null) && admits(one, claims));
  if (!rule) throw nobody(`no rule admits the workflow of ${name} from this ref and environment`);
  const { roles, teams, templates, targets, trials, stacks } = rule;
  const limits = templates || targets ? { templates, targets } : undefined;
  const subject = `repo:${repository}`;
  if (pull === null)
    return sealed({ kind: 'workload', ...namedBy(subject, issuer), name, roles, teams, limits });
  const named = namedBy(`${subject}:pull:${pull}`, issuer);
  return sealed({
    kind: 'workload',
    ...named,
    name: `${name}#${pull}`,
    roles,
    teams,
    preview: previewName({ id: named.id, repository: name, number: pull }, hash),
    ...(trials && { trials }),
    ...(stacks && { stacks }),
    limits,
  });
}

/**
 * The number of the pull request that a workflow runs for; null for one that runs for a branch, a tag or a schedule. Once a
 * pull request is merged, GitHub runs its workflow (`closed`) for the branch it was merged into, and names no number.
 */
function pullRequestOf({ ref, event_name: event }: Claims): number | null {
  const [, number] = /^refs\/pull\/([1-9]\d{0,8})\/(?:merge|head)$/.exec(text(ref)) ?? [];
  if (number !== undefined) return Number(number);
  if (text(event) === 'pull_request' && text(ref).startsWith('refs/heads/')) return null;
  if (!text(event).startsWith('pull_request') && !text(ref).startsWith('refs/pull/')) return null;
  throw nobody("it is for a pull request, but its ref does not name one: use 'on: pull_request'");
}

function admits(rule: WorkloadRule, claims: Claims): boolean {
  const wanted: [string | undefined, unknown][] = [
    [rule.repositoryId, claims.repository_id],
    [rule.repositoryOwnerId, claims.repository_owner_id],
    [rule.ref, claims.ref],
    [rule.environment, claims.environment],
  ];
  return wanted.every(([pattern, value]) => pattern === undefined || matches(pattern, text(value)));
}

/** Without the blanks around it; a line end is none: with one, it is the claim of somebody else. */
function text(value: unknown): string {
  return typeof value === 'string' ? value.replace(/^ +| +$/g, '') : '';
}

/** A claim of several words: a list, or one text with blanks or commas between them. */
function words(value: unknown): string[] {
  const parts = Array.isArray(value) ? value.map(text) : text(value).split(/[\s,]+/);
  return [...new Set(parts)].filter((word) => word !== '');
}

function sealed(actor: Actor): Actor {
  const name = cutAt(200, printable(actor.name).replace(/\s+/g, ' '));
  const parsed = Actor.safeParse({ ...actor, name });
  if (parsed.success) return parsed.data;
  throw nobody(
    'its id, roles or teams are too long or too many, or contain control characters or invisible characters',
  );
}

function nobody(reason: string): DomainError<'Unauthenticated'> {
  return new DomainError('Unauthenticated', { reason });
}
