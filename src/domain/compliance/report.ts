import { isAmong } from '../base/globs';
import { type Exception, hasLapsed, isAboutPlace } from './exceptions';
import type { ProfileName } from './profile-names';
import { type Listed, profileOf } from './profiles';
import type { Assessment, ControlResult } from './results';

/** A plan that was judged, by its run: the one that waits, the one that was applied, or one of a check for drift, of what exists. */
export interface JudgedPlan {
  run: string;
  shows: 'waiting' | 'applied' | 'found';
}

/** What is to be reported of an environment: what the controls say of its plan, or why they say nothing. */
export interface Assessed {
  environment: string;
  /** Null where there is none, or it is of a file. */
  plan: JudgedPlan | null;
  assessment: Assessment | undefined;
  /** Why there is no assessment. */
  why?: string | undefined;
}

/** An object that a control fails; `exception` names what was to silence it and has ended. */
interface Failing {
  address: string;
  value: string;
  fix: string;
  ended?: { exception: string; until: string };
}

export type ControlOutcome = 'failed' | 'not-assessed' | 'excepted' | 'passed';

/** What a control comes to in an environment. */
export interface ControlReport {
  control: string;
  title: string;
  numbers: string[];
  result: ControlOutcome;
  failed: Failing[];
  excepted: { address: string; value: string; exception: string; reason: string; until: string }[];
  notAssessed: { address: string | null; why: string }[];
  passed: string[];
}

export interface EnvironmentReport {
  environment: string;
  plan: Assessed['plan'];
  controls: ControlReport[];
  /** Types that no control is about. */
  unjudged: string[];
}

/** How an environment, or several, stand against a profile. */
export interface ComplianceReport {
  profile: ProfileName;
  environments: EnvironmentReport[];
  /** Exceptions that silence nothing in what was checked. */
  unused: Pick<Exception, 'name' | 'control' | 'reason' | 'until'>[];
  counts: Record<ControlOutcome, number>;
}

/** Holds what was assessed against a profile, with what is excepted at this time. */
export function reportOf(
  assessed: readonly Assessed[],
  { profile, exceptions, now }: { profile: ProfileName; exceptions: readonly Exception[]; now: number },
): ComplianceReport {
  const listed = profileOf(profile);
  const used = new Set<Exception>();
  const environments = assessed.map((one) => environmentReport(one, listed, { exceptions, now, used }));
  const results = environments.flatMap(({ controls }) => controls.map(({ result }) => result));
  const count = (wanted: ControlOutcome) => results.filter((one) => one === wanted).length;
  return {
    profile,
    environments,
    unused: exceptions
      .filter((one) => !used.has(one) && couldBeUsed(one, assessed, listed))
      .map(({ name, control, reason, until }) => ({ name, control, reason, until })),
    counts: {
      failed: count('failed'),
      'not-assessed': count('not-assessed'),
      excepted: count('excepted'),
      passed: count('passed'),
    },
  };
}

interface Judging {
  exceptions: readonly Exception[];
  now: number;
  /** Those that were about something. */
  used: Set<Exception>;
}

function environmentReport(
  { environment, plan, assessment, why }: Assessed,
  listed: readonly Listed[],
  judging: Judging,
): EnvironmentReport {
  const controls = listed.map((one) => {
    const result = assessment?.controls.find(({ control }) => control === one.control.id);
    const absent = why ?? 'its plan was made before this control was known';
    return result ? controlReport(one, result, { ...judging, environment }) : unknownReport(one, absent);
  });
  return { environment, plan, controls, unjudged: assessment?.unjudged ?? [] };
}

function unknownReport(listed: Listed, why: string): ControlReport {
  return {
    ...headOf(listed),
    result: 'not-assessed',
    failed: [],
    excepted: [],
    notAssessed: [{ address: null, why }],
    passed: [],
  };
}

function headOf({ control, numbers }: Listed): Pick<ControlReport, 'control' | 'title' | 'numbers'> {
  return { control: control.id, title: control.title, numbers };
}

function controlReport(
  listed: Listed,
  result: ControlResult,
  { environment, ...judging }: Judging & { environment: string },
): ControlReport {
  const { types } = listed.control;
  const isEmpty = [result.passed, result.failed, result.notAssessed].every(({ length }) => length === 0);
  if (isEmpty) return unknownReport(listed, `there is no ${types.join(' and no ')} in its plan`);
  const place = (address: string) => ({ environment, control: listed.control.id, address });
  const judged = result.failed.map((one) => ({ one, by: exceptionFor(place(one.address), judging) }));
  const excepted = judged.flatMap(({ one: { address, value }, by }) =>
    by && !by.hasEnded
      ? [{ address, value, exception: by.one.name, reason: by.one.reason, until: by.one.until }]
      : [],
  );
  const failed = judged.flatMap(({ one, by }) => {
    if (by === undefined) return [one];
    return by.hasEnded ? [{ ...one, ended: { exception: by.one.name, until: by.one.until } }] : [];
  });
  const { notAssessed, passed } = result;
  return {
    ...headOf(listed),
    result: outcomeOf({ failed, notAssessed, excepted }),
    failed,
    excepted,
    notAssessed,
    passed,
  };
}

/** What is not known of one object is not made good by another. */
function outcomeOf({
  failed,
  notAssessed,
  excepted,
}: Record<'failed' | 'notAssessed' | 'excepted', readonly unknown[]>): ControlOutcome {
  if (failed.length > 0) return 'failed';
  if (notAssessed.length > 0) return 'not-assessed';
  return excepted.length > 0 ? 'excepted' : 'passed';
}

/** One that still holds comes before one that has ended. */
function exceptionFor(place: Parameters<typeof isAboutPlace>[1], { exceptions, now, used }: Judging) {
  const about = exceptions.filter((one) => isAboutPlace(one, place));
  for (const one of about) used.add(one);
  const one = about.find((each) => !hasLapsed(each, now)) ?? about[0];
  return one && { one, hasEnded: hasLapsed(one, now) };
}

/** An exception of another environment or of another profile is not unused because nobody asked about it. */
function couldBeUsed(one: Exception, assessed: readonly Assessed[], listed: readonly Listed[]): boolean {
  return (
    listed.some(({ control }) => control.id === one.control) &&
    assessed.some(
      ({ environment, assessment }) => assessment !== undefined && isAmong(environment, one.environments),
    )
  );
}
