import type { Issuer } from '../../src/config/hub';
import { ownPool } from '../../src/domain/access/issuer-name';

/** What of a stage's configuration says whom ids belong to. */
interface Identities {
  issuers: Pick<Issuer, 'name' | 'kind' | 'issuer'>[];
  formerOwners: string[];
}

/** A field of the configuration, and what is wrong with it. */
interface Wrong {
  path: (string | number)[];
  message: string;
}

/** Issuers that ids could not tell apart, and former owners that say nothing or too much. */
export function unclearIssuers({ issuers, formerOwners }: Identities): Wrong[] {
  const pool = { name: ownPool, kind: 'person', issuer: ownPool };
  const all = [pool, ...issuers];
  const isOther = (one: (typeof all)[number], { name, kind, issuer }: Identities['issuers'][number]) =>
    one.name === name && (one.kind !== kind || one.issuer !== issuer);
  const shared = issuers.flatMap((issuer, index) =>
    all.some((one) => isOther(one, issuer))
      ? [{ path: ['issuers', index, 'name'], message: 'is already the name of another issuer' }]
      : [],
  );
  const kinds = formerOwners.map((name) => all.find((one) => one.name === name)?.kind);
  const owners = kinds.flatMap((kind, index) => {
    const path = ['formerOwners', index];
    if (kind === undefined) return [{ path, message: 'is not the name of an issuer' }];
    return kinds.indexOf(kind) < index ? [{ path, message: `is a second issuer of the kind ${kind}` }] : [];
  });
  return [...shared, ...owners];
}
