import type { Manifest, TemplateVersion } from '../template/template';
import { inputCheckOf } from './checks/check-inputs';
import type { StackTemplate } from './template';

/** What stacks need to know of a version, as the catalog has it or as it was packed. */
export type NamedVersion = Pick<TemplateVersion, 'name' | 'version' | 'bundle'> & {
  manifest: Pick<Manifest, 'inputs' | 'outputs' | 'lease'>;
};

/** A version of a template as stacks are held against it. */
export function stackTemplateOf({ name, version, bundle, manifest }: NamedVersion): StackTemplate {
  const { inputs, outputs, lease } = manifest;
  return {
    name,
    version,
    bundle,
    inputs: inputCheckOf(inputs),
    outputs,
    lease: { max: lease.max, permanent: lease.permanent },
  };
}
