import type { Target } from '../../config/target';
import { derivedSentence, needsSourceOf } from '../../domain/resources/derived/needs-source';
import { factsOf } from '../../domain/resources/types';
import { type Step, steps } from './needs';
import type { Refused, Refuser } from './simulate';

const mostNamed = 12;

const notAllowed: Record<Step, string> = {
  create: 'may not create what is planned',
  update: 'may not change what is planned',
  read: 'may not read what is planned',
  destroy: 'could create but not destroy what is planned',
};

/** Who said no, in the order in which IAM says it; an organisation's policies hold for the whole account. */
const refusers: Record<Refuser, string> = {
  organisation: "the organisation's policies do not allow",
  boundary: 'its permissions boundary does not allow',
  'own-deny': 'a policy of its own denies',
  'own-policies': 'it lacks',
};

/** One sentence for each step that is refused: which actions, on which objects, of which types, and by which policies. */
export function refusalText(
  principal: string,
  refused: Refused[],
  target: Pick<Target, 'name' | 'services'>,
): string {
  const shown = [...refused].sort((one, other) => steps.indexOf(one.step) - steps.indexOf(other.step));
  const named = shown.slice(0, mostNamed);
  const more = refused.length > mostNamed ? ` And ${refused.length - mostNamed} more.` : '';
  const sentences = steps.flatMap((step) => sentenceOf(step, named));
  const derived = derivedSentence(refused.flatMap(({ types }) => types));
  const ofDerived = derived === '' ? '' : ` ${derived}`;
  return `${principal} ${sentences.join('; it ')}.${more} Nothing was created. Ask the owner of the target to allow these actions (docs/targets.md), then retry.${orWhole(refused, target)}${ofDerived}`;
}

/** The services that a target does not offer as a whole, of actions which its boundary, or its role for want of one of them, does not allow. */
function orWhole(refused: Refused[], target: Pick<Target, 'name' | 'services'>): string {
  const lacking = refused
    .filter(({ by, types }) => by === 'boundary' || (by === 'own-policies' && types.some(isOffered)))
    .filter(({ action }) => !/^iam:(PassRole|CreateServiceLinkedRole)$/.test(action))
    .flatMap(({ action }) => action.split(':')[0] ?? [])
    .filter((service) => !target.services?.includes(service));
  if (lacking.length === 0) return '';
  return ` Target '${target.name}' does not offer ${wholeServices(lacking)} as a whole. ${howToOffer(target)} if it should.`;
}

const isOffered = (type: string): boolean =>
  factsOf(type)?.offered === true || needsSourceOf(type) === 'derived';

/** `the services ec2, iam`, each once. */
export function wholeServices(all: string[]): string {
  const services = [...new Set(all)].sort();
  return `the ${services.length === 1 ? 'service' : 'services'} ${services.join(', ')}`;
}

/** Who does what for a target to offer a service. */
export function howToOffer({ name }: Pick<Target, 'name'>): string {
  return `Ask its owner to add the missing services to 'services' of the module provisioner-role, and to the services of '${name}' ('idp targets update ${name} --service …', docs/targets.md#services)`;
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
