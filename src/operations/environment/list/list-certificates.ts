import type { ListCertificatesQuery } from '../../../domain/api/certificate-requests';
import {
  type CertificateList,
  certificateRows,
} from '../../../domain/environment/certificates/certificate-list';
import { type Environment, hasEnded } from '../../../domain/environment/environment';
import type { Deps } from '../../ports/deps';
import { gather } from './gather';

/** The certificates of all environments that are there, or of one, or of one stack; as runs and checks for drift read them. */
export async function listCertificates(
  query: ListCertificatesQuery,
  { registry, clock }: Pick<Deps, 'registry' | 'clock'>,
): Promise<CertificateList> {
  const { items, complete } = await gather((page) => registry.list({}, page));
  const present = items.filter((one) => !hasEnded(one));
  const wanted = present.filter((one) => isWanted(one, query));
  const names = new Set<string>(wanted.map(({ name }) => name));
  return {
    certificates: certificateRows(present, clock()).filter(({ environment }) => names.has(environment)),
    more: wanted.reduce((sum, { certificates }) => sum + (certificates?.more ?? 0), 0),
    unread: wanted.filter(({ applied, certificates }) => applied && !certificates).map(({ name }) => name),
    complete,
  };
}

function isWanted({ name, stack }: Environment, query: ListCertificatesQuery): boolean {
  if (query.environment !== undefined && query.environment !== name) return false;
  return query.stack === undefined || query.stack === stack?.name;
}
