import { valueOf } from '../node';
import { problemAt } from '../place';
import type { AtmosComponent } from './atmos-component';
import type { Finding } from './repository';

/** Atmos refuses a component that two manifests of one stack have each in its own way; here the last one counts, and both are named. */
export function listTwice(components: readonly AtmosComponent[], findings: Finding[]): void {
  const first = new Map<string, AtmosComponent>();
  for (const one of components) {
    const key = JSON.stringify([one.stack, one.name]);
    const other = first.get(key);
    if (other === undefined) first.set(key, one);
    else if (!isSame(one, other))
      findings.push({
        kind: 'lost',
        ...problemAt(
          one.at,
          `two manifests of stack '${one.stack}' have '${one.name}': ${other.manifest} and ${one.manifest}; only what ${one.manifest} says of it is written`,
        ),
      });
  }
}

/** Where both import it, it is one component. */
function isSame(one: AtmosComponent, other: AtmosComponent): boolean {
  const [here, there] = [one, other].map(({ folder, isEnabled, vars, settings }) =>
    JSON.stringify([folder, isEnabled, valueOf(vars), valueOf(settings)]),
  );
  return here === there;
}
