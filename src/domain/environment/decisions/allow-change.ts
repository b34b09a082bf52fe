import { type ChangedInputs, changeInputs, fillDefaults } from '../../template/given-inputs';
import { hideInputs, refuseHidden, sensitiveNames, withoutHidden } from '../../template/sensitive-inputs';
import { entryOf } from '../../template/offer';
import type { Inputs, TemplatePin, TemplateVersion, Upgrade } from '../../template/template';
import { triedVersion } from '../../template/trial';
import { type AllowedUse, allowUse, type Asker } from '../allow-use';
import type { Environment } from '../environment';

/** What is asked of an environment; `version` absent: the one that it has. */
export interface AskedChange {
  inputs?: Inputs | undefined;
  unset?: readonly string[] | undefined;
  version?: string | undefined;
}

/** A change that may be made: with what, where, and what another version does to the inputs. */
export interface AllowedChange extends AllowedUse {
  changed: ChangedInputs;
  upgrade: Upgrade | undefined;
}

/**
 * Holds a change against what the stage offers and the version takes, and writes nothing; `what` is the verb that a refusal
 * names. Throws what `allowUse` throws, and InvalidRequest by the fields.
 */
export function allowChange(
  asked: AskedChange,
  { wanted, target: name }: Environment,
  { asker, what }: { asker: Asker; what: string },
): AllowedChange {
  const { template: pin, inputs: before, sensitive = [] } = wanted;
  const { version = pin.version, unset = [] } = asked;
  const bundle = version === pin.version ? pin.bundle : undefined;
  const use = allowUse(asker, { template: pin.name, version, bundle, target: name, what });
  // What only stands for a value leaves that value as it is, unless the value is taken back.
  const shown = sensitive.filter((one) => !unset.includes(one));
  const inputs = withoutHidden(asked.inputs ?? {}, shown);
  refuseHidden(inputs, use.template.manifest);
  const given = { inputs: before, sensitive, version: pin.version };
  const changed = changeInputs(
    given,
    { inputs, unset },
    { to: use.template, published: knownVersions(asker, pin) },
  );
  const { dropped, added } = changed;
  const upgrade = version === pin.version ? undefined : { from: pin.version, dropped, added };
  return { ...use, changed, upgrade };
}

/** What an environment is made with now, as it may be shown: what was given, and the defaults of its version where that is known. */
export function shownInputs({ wanted }: Environment, { catalog }: Asker): Inputs {
  const { template: pin, inputs, sensitive = [] } = wanted;
  const own = knownVersions({ catalog }, pin).find(({ version }) => version === pin.version);
  if (own === undefined) return hideInputs(inputs, sensitive);
  const names = [...sensitive, ...sensitiveNames(own.manifest)];
  return hideInputs(fillDefaults(own.manifest.inputs, inputs), names);
}

/** The published versions, and the one that is tried where the environment is one of a trial. */
function knownVersions({ catalog }: Pick<Asker, 'catalog'>, pin: TemplatePin): TemplateVersion[] {
  const published = entryOf(catalog, pin.name)?.versions ?? [];
  const tried = triedVersion(catalog, pin);
  return tried === undefined ? published : [tried, ...published];
}
