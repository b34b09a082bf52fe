import { problemAt } from '../place';
import { at, mapAt } from './merge-values';

import type { Around, Resolved } from './atmos-component';

/** What Atmos has for itself, and what it would read from elsewhere, is listed: nothing is left out in silence. */
export function listLost(
  { sections, isAbstract }: Resolved,
  { root, importing: { findings } }: Around,
): void {
  if (isAbstract) return;
  for (const section of [root, mapAt(root, 'terraform'), ...sections]) {
    const vars = at(section, 'vars');
    if (vars?.kind === 'scalar' && vars.value !== null)
      findings.push({
        kind: 'template',
        ...problemAt(
          vars.at,
          `vars is '${String(vars.value)}', which Atmos reads when it runs; its values are not written`,
        ),
      });
    for (const [name, why] of Object.entries(lostSections)) {
      const found = at(section, name);
      if (found) findings.push({ kind: 'lost', ...problemAt(found.key ?? found.at, `${name}: ${why}`) });
    }
  }
}

const lostSections = {
  backend: 'the control plane keeps the state of each component; idp adopt takes the old one over',
  remote_state_backend: 'a value of another component is a reference',
  providers: 'the control plane configures the provider for the target',
  hooks: 'there are no hooks; have a script call the commands of idp',
  env: 'variables of the environment do not reach Terraform; make them inputs',
} as const;
