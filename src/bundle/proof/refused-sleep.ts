import { holdsData } from '../../domain/resources/stateful';
import type { SleepRule } from '../../domain/template/sleep-rules';
import { isDeclared } from './places';
import type { ReadTemplate } from './read-template';

/** Why what a template declares of its sleep cannot be: what is not there, or what would lose what it holds each night. */
export function refusedSleep(
  rules: readonly SleepRule[] = [],
  { places, root }: Pick<ReadTemplate, 'places' | 'root'>,
): string[] {
  if (places === undefined) return [];
  const unknown = rules.filter(({ address }) => !isDeclared(places, root, address));
  const losing = rules.filter(({ address, exists }) => exists === 'awake' && holdsData(typeOf(address)));
  return [
    ...unknown.map(({ address }) => `sleep names ${address}, which the template does not declare`),
    ...losing.map(
      ({ address }) =>
        `sleep would delete ${address} and what it holds; stop it instead, or leave it out of sleep`,
    ),
  ];
}

function typeOf(address: string): string {
  return address.split('.').at(-2) ?? '';
}
