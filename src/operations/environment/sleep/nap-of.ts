import { invalid } from '../../../domain/base/errors';
import { monthlyOfSleep } from '../../../domain/cost/estimate-template';
import type { Nap } from '../../../domain/environment/sleep/sleep-state';
import type { Inputs, TemplateVersion } from '../../../domain/template/template';

/** What a version costs awake and asleep; undefined where it cannot sleep. */
export function napOf(
  { manifest }: TemplateVersion,
  inputs: Inputs,
  { region, asleep = false }: { region: string; asleep?: boolean | undefined },
): Nap | undefined {
  return manifest.sleep && { asleep, monthly: monthlyOfSleep(manifest, inputs, { region }) };
}

/** Refuses a schedule where the version cannot sleep. */
export function refuseSleepless(
  schedule: string | undefined,
  { name, version, manifest }: TemplateVersion,
): void {
  if (schedule === undefined || manifest.sleep) return;
  throw invalid('sleep', `cannot be used with ${name} ${version}, which does not declare what sleep changes`);
}
