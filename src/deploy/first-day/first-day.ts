import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Check } from '../../domain/base/check';
import { deployStage } from '../deploy-stage';
import { check, CheckFailed } from '../doctor/check';
import { readStage, root } from '../read-stage';
import { Refused } from '../run-script';
import { undeployStage } from '../undeploy-stage';
import { failedLife, type Proof, wholeLife } from './lives';
import { ringAlarms } from './ring-alarms';
import { say } from '../say';

/** Which stage, whose profile of `idp` speaks to it, and whether it is undeployed and deployed again. */
export interface FirstDayOrder {
  config: string;
  profile: string;
  redeploy: boolean;
  /** The command line; the checkout's own unless it is given. */
  idp?: string;
}

/**
 * Shows on a deployed stage what no test can without AWS: that alarms are heard, that an environment is made and destroyed,
 * that a failed one is, too, and, with `redeploy`, that targets trust the stage's new role. Refused with what did not hold.
 */
export async function firstDay(order: FirstDayOrder): Promise<void> {
  const { stage, region } = readStage(order.config);
  const suffix = Date.now().toString(36).slice(-5);
  const client = new CloudWatchClient({ region });
  const checks = [
    await shown('alarms are heard', () => ringAlarms(client, stage)),
    await proven(wholeLife(`first-${suffix}`), order),
    await proven(failedLife(`failing-${suffix}`), order),
  ];
  if (order.redeploy) checks.push(await afterRedeploy(order, `again-${suffix}`));
  const failed = checks.filter(({ ok }) => !ok).map((one) => one.check);
  if (failed.length > 0)
    throw new Refused(`Not shown: ${failed.join('; ')}. docs/first-day.md describes each.`);
  say('Everything was shown.');
}

/** The roles of the stage are other ones with the same names: what trusted the old ones themselves trusts nobody now. */
async function afterRedeploy(order: FirstDayOrder, name: string): Promise<Check> {
  await undeployStage({ config: order.config, abandon: [], yes: true });
  await deployStage({ config: order.config, yes: true });
  const proof = wholeLife(name);
  return proven({ ...proof, shows: `${proof.shows} after a redeploy` }, order);
}

function proven({ shows, calls }: Proof, order: FirstDayOrder): Promise<Check> {
  return shown(shows, async () => {
    for (const { args, code } of calls) await callIdp(args, code, order);
    return calls.map(({ args }) => `idp ${args[0]}`).join(', ');
  });
}

async function callIdp(
  args: readonly string[],
  code: number,
  { profile, idp }: FirstDayOrder,
): Promise<void> {
  const program = idp ?? join(root, 'dist/bin/idp.cjs');
  const child = spawn(process.execPath, [program, ...args, '--profile', profile], { stdio: 'inherit' });
  const ended = await new Promise<number>((end) => child.on('close', (status) => end(status ?? 1)));
  if (ended === code) return;
  throw new CheckFailed(`idp ${args.join(' ')} ended with code ${ended} instead of ${code}`, []);
}

async function shown(what: string, task: () => Promise<string>): Promise<Check> {
  const found = await check(what, task);
  for (const line of [`${found.ok ? 'ok    ' : 'failed'}  ${what}: ${found.detail}`, ...found.advice])
    say(line);
  return found;
}
