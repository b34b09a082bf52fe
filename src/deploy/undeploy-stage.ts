import type { DeployConfig } from '../../lib/config/schema';
import { nameIn } from '../plane/names';
import { confirm } from './confirm';
import { liveEnvironments } from './live-environments';
import { readStage } from './read-stage';
import { assembly, runCdk, synthesize } from './run-cdk';
import { Refused } from './run-script';
import { say } from './say';

/** Which stage, which live environments are given up by name, and whether a person is asked. */
export interface UndeployOrder {
  config: string;
  abandon: string[];
  yes: boolean;
}

/**
 * Takes the control plane away and leaves registry, states, artifacts and people. Refused while environments live,
 * since nothing would end their leases any more, unless every one of them is abandoned by its name.
 */
export async function undeployStage({ config: file, abandon, yes }: UndeployOrder): Promise<void> {
  const config = readStage(file);
  refuseUnlessAbandoned(await liveEnvironments(config), abandon);
  await synthesize({ file });
  for (const line of whatStays(config)) say(line);
  await confirm(`This deletes the control plane of ${config.stage}.`, { word: config.stage, yes });
  await runCdk(['destroy', '--app', assembly, '--exclusively', '--force', ...stacksOf(config)]);
  refuseLateComers(await liveEnvironments(config), abandon);
}

/** What may go: an image can be baked again. */
function stacksOf({ stage, runnerImage }: DeployConfig): string[] {
  const parts = runnerImage === 'baked' ? ['control-plane', 'runner-image'] : ['control-plane'];
  return parts.map((part) => nameIn(stage, part));
}

function refuseUnlessAbandoned(live: readonly string[], abandon: readonly string[]): void {
  const strangers = abandon.filter((name) => !live.includes(name));
  if (strangers.length > 0)
    throw new Refused(`${strangers.join(', ')}: no live environment has this name. Nothing was done.`);
  const kept = live.filter((name) => !abandon.includes(name));
  if (kept.length === 0) return;
  throw new Refused(
    [
      `${kept.join(', ')} still exist, and without the control plane they would never end.`,
      'Destroy them first (`idp destroy <name>`), or abandon each with `--abandon <name>`: it keeps running, and costs, until',
      'the stage is deployed again or someone deletes it manually. Nothing was done.',
    ].join('\n'),
  );
}

/** Between the look and the deletion somebody may have asked for one more. */
function refuseLateComers(live: readonly string[], abandon: readonly string[]): void {
  const late = live.filter((name) => !abandon.includes(name));
  if (late.length === 0) return;
  throw new Refused(
    `The control plane is gone, and ${late.join(', ')} were created during the deletion: deploy the stage again and destroy them.`,
  );
}

function whatStays({ stage }: DeployConfig): string[] {
  return [
    `Deleted from ${stage}: API, functions, workflows, builds, alarms and their logs.`,
    `Kept (stack ${nameIn(stage, 'stateful')}): the registry with every receipt, states, artifacts, the`,
    'catalog and people. docs/deploy.md describes why, and how to remove them permanently.',
  ];
}
