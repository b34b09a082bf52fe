import { type NamedAddress, nameAddress } from '../../domain/environment/plan';
import type { Redaction } from '../../domain/base/redaction';
import type { PlanJson, ResourceChange } from '../../domain/terraform/plan-json';

/** The objects that exist already and that a plan takes in. */
export function importsIn({ resource_changes }: PlanJson): ResourceChange[] {
  return resource_changes.filter(({ change }) => !!change.importing);
}

/** The id under which an object is taken in, without a secret. */
export function importedId({ id = '' }: { id?: string | undefined }, redaction: Redaction): string {
  return redaction.value(id);
}

/** What an approval must name of them: whatever existed before would be deleted with the life. */
export function namedImports(plan: PlanJson, redaction: Redaction): NamedAddress[] {
  return importsIn(plan).map(({ address, change }) =>
    nameExisting(address, importedId(change.importing ?? {}, redaction)),
  );
}

/** What an approval must name of a state that is taken over: all that it holds would be deleted with the life. */
export function namedAdopted(adopted: readonly ResourceChange[], redaction: Redaction): NamedAddress[] {
  return adopted.map((one) => nameExisting(one.address, adoptedId(one, redaction)));
}

function nameExisting(address: string, id: string): NamedAddress {
  return nameAddress('imported', address, `it already exists${id === '' ? '' : ` (${id})`}`);
}

/** The id of an object that exists already, without a secret; empty where it has none in words. */
export function adoptedId({ change: { before } }: ResourceChange, redaction: Redaction): string {
  const id = before?.['id'];
  return typeof id === 'string' ? redaction.value(id) : '';
}
