import { certificatesOf, type StoredObject } from '../../domain/environment/certificates/find-certificates';
import {
  boundCertificates,
  type FoundCertificate,
  type FoundCertificates,
} from '../../domain/environment/certificates/held-certificates';
import type { Redaction } from '../../domain/base/redaction';
import type { Instant } from '../../domain/base/time';
import { formatAddress } from '../../domain/terraform/address';
import type { PlanJson, StoredModule } from '../../domain/terraform/plan-json';
import type { StateFile } from '../../domain/terraform/state-file';

/** When something was read, and what must not be shown of it. */
interface Reading {
  at: Instant;
  redaction: Redaction;
}

/** The certificates of a state as it was read for a plan, after its refresh. */
export function certificatesInPlan({ prior_state: state }: PlanJson, reading: Reading): FoundCertificates {
  const root = state?.values?.root_module;
  return shown(certificatesOf(root ? objectsIn(root) : []), reading);
}

/** The certificates of a state that an apply left; `at`: when its plan read what there was. */
export function certificatesInState(
  { resources }: Pick<StateFile, 'resources'>,
  reading: Reading,
): FoundCertificates {
  return shown(certificatesOf(resources.flatMap(instancesOf)), reading);
}

function objectsIn({ resources, child_modules: children }: StoredModule): StoredObject[] {
  const own = resources.flatMap(({ address, mode, type, values }) =>
    mode === 'managed' && address !== undefined && type !== undefined ? [{ address, type, values }] : [],
  );
  return [...own, ...children.flatMap(objectsIn)];
}

function instancesOf({
  mode,
  module,
  type,
  name,
  instances,
}: StateFile['resources'][number]): StoredObject[] {
  if (mode !== 'managed') return [];
  return instances
    .filter(({ deposed }) => deposed === undefined)
    .map(({ index_key: index = null, attributes: values }) => ({
      address: formatAddress({ module: module ?? null, type, name, index }),
      type,
      values,
    }));
}

function shown(found: readonly FoundCertificate[], { at, redaction }: Reading): FoundCertificates {
  const masked = found.map(({ address, name, arn, ...rest }) => ({
    address: redaction.text(address),
    name: redaction.text(name),
    arn: redaction.text(arn),
    ...rest,
  }));
  return boundCertificates(masked, at);
}
