import type { Api } from '../../client/api';
import type { Candidate } from './candidate';

/** Components of a stack. */
export async function readComponents(api: Api, stack: string): Promise<Candidate[]> {
  const { components } = await api.watch.getStack(stack);
  return components.map(({ name, state }) => ({ value: name, says: state }));
}

/** The revision of a stack that it follows. */
export async function readRevision(api: Api, stack: string): Promise<Candidate[]> {
  const { revision, status } = await api.watch.getStack(stack);
  return [{ value: String(revision.number), says: status }];
}

/** Addresses of the certificates that an environment makes. */
export async function readCertificates(api: Api, environment: string): Promise<Candidate[]> {
  const { certificates } = await api.listCertificates({ environment });
  const own = certificates.filter(({ madeIn }) => madeIn === undefined);
  return own.map(({ address: value, name: says }) => ({ value, says }));
}
