import { judge, type PolicyKind, type Verdict } from '../../../../../src/emulators/iam/evaluate-policies';
import { parsePolicy, type Statement } from '../../../../../src/emulators/iam/policy-document';
import { parseIdentityPolicy } from '../../../../../src/emulators/iam/policy-kinds';
import type { Principal } from '../../../../../src/emulators/iam/principal';

/** An example of AWS's user guide, by the name of its page: what a request is, the policies about it, and what AWS says. */
export interface Example {
  page: string;
  says: string;
  action: string;
  resource: string;
  context?: Record<string, string | string[]>;
  identity?: object[];
  boundary?: object[];
  session?: object[];
  organization?: object[][];
  /** The policy of the resource, its account where that is not the caller's, and what it is attached to. */
  of?: { statements: object[]; account?: string; attachedTo?: 'resource' | 'role' | 'key' };
  principal?: Principal;
  verdict: 'allowed' | `denied by ${PolicyKind}` | `no ${PolicyKind} allows`;
}

/** The account of every caller that an example does not say more about. */
export const account = '123456789012';

const someone: Principal = { arn: `arn:aws:iam::${account}:user/someone`, account };

/** What the engine says of an example, in the words of the table. */
export function verdictOn(example: Example): string {
  const {
    action,
    resource,
    identity = [],
    boundary,
    session,
    organization = [],
    of,
    principal = someone,
  } = example;
  const policies = {
    identity: parsed(identity),
    boundary: boundary ? parsed(boundary) : null,
    session: session ? parsed(session) : null,
    organization: organization.map(parsed),
    resource: of && { account, ...of, statements: parsePolicy(documentOf(of.statements)), principal },
  };
  return inWords(judge(policies, { action, resource, context: contextOf(example.context) }));
}

/** The context of a request, from its keys in any letters. */
export function contextOf(given: Record<string, string | string[]> = {}): Map<string, string[]> {
  return new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), [value].flat()]));
}

/** The examples of a page. */
export function onPage(page: string, examples: Omit<Example, 'page'>[]): Example[] {
  return examples.map((example) => ({ page, ...example }));
}

/** A document of the newer version of the language. */
export function documentOf(Statement: object | object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** A statement that allows, on every resource where none is named. */
export function allow(
  Action: string | string[],
  Resource: string | string[] = '*',
  more: object = {},
): object {
  return { Effect: 'Allow', Action, Resource, ...more };
}

/** A statement that denies, on every resource where none is named. */
export function deny(
  Action: string | string[],
  Resource: string | string[] = '*',
  more: object = {},
): object {
  return { Effect: 'Deny', Action, Resource, ...more };
}

function parsed(statements: object[]): Statement[] {
  return parseIdentityPolicy(documentOf(statements));
}

function inWords(verdict: Verdict): string {
  if (verdict.decision === 'allowed') return 'allowed';
  const { decision, policy } = verdict;
  return decision === 'explicitDeny' ? `denied by ${policy}` : `no ${policy} allows`;
}
