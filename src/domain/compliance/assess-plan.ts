import type { PlanJson } from '../terraform/plan-json';
import type { Control } from './control';
import { controls } from './controls/controls';
import { estateOf, type PlannedEstate } from './plan/planned-estate';
import type { Assessment, ControlResult } from './results';
import type { Verdict } from './verdict';

/** Asks every control about what exists once a plan is applied; `clean` takes secrets out of the texts. */
export function assessPlan(plan: PlanJson, clean: (text: string) => string = (text) => text): Assessment {
  const estate = estateOf(plan);
  return {
    controls: controls.map((control) => resultOf(control, estate, clean)),
    unjudged: unjudgedIn(estate),
  };
}

/** Asks every control about what existed when the plan was made, whatever was changed by hand among it. */
export function assessFound(plan: PlanJson, clean?: (text: string) => string): Assessment {
  const found = plan.resource_changes.map((one) => ({
    ...one,
    change: { ...one.change, after: one.change.before, after_unknown: {} },
  }));
  return assessPlan({ ...plan, resource_changes: found }, clean);
}

function resultOf(control: Control, estate: PlannedEstate, clean: (text: string) => string): ControlResult {
  const result: ControlResult = { control: control.id, passed: [], failed: [], notAssessed: [] };
  for (const object of control.types.flatMap((type) => estate.ofType(type))) {
    const verdict = control.judge(object, estate);
    if (verdict) add(result, object.address, cleaned(verdict, clean));
  }
  return result;
}

function cleaned(verdict: Verdict, clean: (text: string) => string): Verdict {
  if (verdict.is === 'failed') return { ...verdict, value: clean(verdict.value) };
  return verdict.is === 'not-assessed' ? { ...verdict, why: clean(verdict.why) } : verdict;
}

function add(result: ControlResult, address: string, verdict: Verdict): void {
  if (verdict.is === 'passed') result.passed.push(address);
  else if (verdict.is === 'not-assessed') result.notAssessed.push({ address, why: verdict.why });
  else result.failed.push({ address, value: verdict.value, fix: verdict.fix });
}

/** Types that no control looks at, so that nobody takes their silence for a yes. */
function unjudgedIn({ objects }: PlannedEstate): string[] {
  const judged = new Set(controls.flatMap(({ types, parts = [] }) => [...types, ...parts]));
  return [...new Set(objects.map(({ type }) => type))].filter((type) => !judged.has(type)).sort();
}
