import { type Step, steps } from './needs';
import type { Refused, Refuser } from './simulate';

const mostNamed = 12;

const notAllowed: Record<Step, string> = {
  create: 'may not create what is planned',
  update: 'may not change what is planned',
  read: 'may not read what is planned',
  destroy: 'could make what it may not destroy',
};

/** Who said no, in the order in which IAM says it; an organisation's policies hold for the whole account. */
const refusers: Record<Refuser, string> = {
  organisation: "the organisation's policies do not allow",
  boundary: 'its permissions boundary does not allow',
  'own-deny': 'a policy of its own denies',
  'own-policies': 'it lacks',
};

/** One sentence for each step that is refused: which actions, on which objects, of which types, and by which policies. */
export function refusalText(principal: string, refused: Refused[]): string {
  const shown = [...refused].sort((one, other) => steps.indexOf(one.step) - steps.indexOf(other.step));
  const named = shown.slice(0, mostNamed);
  const more = refused.length > mostNamed ? ` ${refused.length - mostNamed} more are refused.` : '';
  const sentences = steps.flatMap((step) => sentenceOf(step, named));
  return `${principal} ${sentences.join('; it ')}.${more} Nothing was made. Have these allowed (docs/targets.md), then retry.`;
}

function sentenceOf(step: Step, named: Refused[]): string[] {
  const clauses = (Object.keys(refusers) as Refuser[]).flatMap((by) =>
    clauseOf(
      by,
      named.filter((one) => one.step === step && one.by === by),
    ),
  );
  return clauses.length === 0 ? [] : [`${notAllowed[step]}: ${clauses.join('; ')}`];
}

function clauseOf(by: Refuser, those: Refused[]): string[] {
  const calls = those.map(({ action, resource, types }) => `${action} on ${resource} (${types.join(', ')})`);
  return calls.length === 0 ? [] : [`${refusers[by]} ${calls.join(', ')}`];
}
