import type { Inputs, Manifest } from '../../domain/template/template';
import type { Api } from '../api';
import type { EnvironmentView } from '../typed/types';
import type { ClientWorld } from '../world';
import type { PackedTemplate } from './publish-folder';
import { putUpload } from './put-upload';

/** How long a trial lives at most. */
export const trialTtl = '1h';

/** What is given, and for other required inputs the first example of the template; `missing` has neither. */
export function trialInputs(
  { inputs: { properties, required } }: Manifest,
  given: Inputs | undefined,
): { inputs: Inputs; missing: string[] } {
  const examples = required.flatMap((name) => {
    const [first] = (properties[name]?.['examples'] ?? []) as Inputs[string][];
    return first === undefined ? [] : [[name, first] as const];
  });
  const inputs = { ...Object.fromEntries(examples), ...given };
  return { inputs, missing: required.filter((name) => !(name in inputs)) };
}

/** Uploads what was packed and asks for a trial of it, which whoever asked may make environments of for an hour. */
export async function requestTrial(
  {
    api,
    world,
  }: { api: Pick<Api, 'uploadBundle' | 'requestTrial'>; world: Pick<ClientWorld, 'interrupted'> },
  { name, bundle: { bundle, zip } }: PackedTemplate,
): ReturnType<Api['requestTrial']> {
  await putUpload(await api.uploadBundle({ digest: bundle, bytes: zip.length }), zip, world);
  const [team = '', template = ''] = name.split('/');
  return api.requestTrial({ team, template, bundle });
}

/** Begins the end of a trial, which its lease or a rejected plan may have begun before. */
export async function endTrial(
  api: Pick<Api, 'getLife' | 'destroyEnvironment'>,
  { name, id }: Pick<EnvironmentView, 'name' | 'id'>,
): Promise<EnvironmentView> {
  const present = await api.getLife(id);
  return ['pending', 'ready', 'failed'].includes(present.status) ? api.destroyEnvironment(name) : present;
}
