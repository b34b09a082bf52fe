import { type Instant, between, hour } from '../../base/time';
import { uncoveredInputs } from './compare-inputs';
import { uncoveredResources } from './compare-resources';
import { compareShown } from './compare-shown';
import type { ShownPlan } from './shown-plan';
import type { Shown } from './shown-value';
import { anotherValue, type Uncovered } from './uncovered';

/** A yes: to which plan, when, and how long it holds. */
export interface ShownConsent {
  plan: ShownPlan;
  at: Instant;
  mostHours: number;
}

/** What an exact plan is held against. */
export interface Question {
  consent: ShownConsent;
  exact: ShownPlan;
  now: Instant;
  /** Whether an attribute of a type is a set, as the provider's schema says; what is not known to be one is a list. */
  isSet?: (type: string, path: string) => boolean;
}

/**
 * All of an exact plan that the yes to an earlier one does not cover; nothing where it may be applied. Covered is: the same bundle and
 * inputs, the same addresses and actions, each value that was shown, and of what was known after apply what producers' outputs filled in.
 */
export function whatIsNotCovered(question: Question): Uncovered[] {
  const { consent, exact } = question;
  const { plan: shown } = consent;
  return [
    ...uncoveredAge(question),
    ...whole('bundle', { shown: shown.bundle, now: exact.bundle, why: 'another version of the template' }),
    ...whole('engine', { shown: shown.engine, now: exact.engine, why: 'another version of Terraform' }),
    ...uncoveredInputs(shown.inputs, exact.inputs),
    ...uncoveredPrice(shown, exact),
    ...uncoveredChecks(shown, exact),
    ...uncoveredResources({ ...question, shown }),
    ...uncoveredOutputs(shown, exact),
  ];
}

function whole(
  attribute: string,
  { shown, now, why }: Omit<Uncovered, 'address' | 'attribute'>,
): Uncovered[] {
  return shown === now ? [] : [{ address: null, attribute, shown, now, why }];
}

function uncoveredAge({ consent: { at, mostHours }, now }: Question): Uncovered[] {
  const age = between(at, now) / hour;
  if (age >= 0 && age <= mostHours) return [];
  const why = `an approval holds for ${mostHours} hours`;
  return [{ address: null, attribute: 'approval', shown: at, now, why }];
}

function uncoveredPrice({ price: shown }: ShownPlan, { price }: ShownPlan): Uncovered[] {
  const why = 'it costs more than was shown';
  const dearer = price.upper > shown.upper;
  const unpriced = price.unpriced.filter((one) => !shown.unpriced.includes(one));
  return [
    ...(dearer ? whole('price', { shown: String(shown.upper), now: String(price.upper), why }) : []),
    ...unpriced.map((address) => ({ address, attribute: null, shown: 'priced', now: 'unpriced', why })),
  ];
}

function uncoveredChecks({ failedChecks: shown }: ShownPlan, { failedChecks }: ShownPlan): Uncovered[] {
  return failedChecks
    .filter((one) => !shown.includes(one))
    .map((address) => ({
      address,
      attribute: null,
      shown: 'not known to fail',
      now: 'fails',
      why: 'an assertion of the template does not hold',
    }));
}

function uncoveredOutputs({ outputs: shown }: ShownPlan, { outputs }: ShownPlan): Uncovered[] {
  return [...new Set(Object.keys(shown).concat(Object.keys(outputs)))].flatMap((name) => {
    const [was, is] = [shown[name] ?? absent, outputs[name] ?? absent];
    return compareShown(was, is, { path: name, isSet: () => false }).differences.map((one) =>
      anotherValue(null, `output.${one.path}`, one),
    );
  });
}

const absent: Shown = { is: 'known', value: null };
