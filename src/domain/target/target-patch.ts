import type { TargetAccess } from '../access/target-access';
import type { TargetSettings } from './target-settings';

type OrNull<Value> = { [Key in keyof Value]?: Value[Key] | null | undefined };

/** What of a target is to be otherwise: a field that is absent stays, null is as if it had never been said. */
export interface TargetPatch extends OrNull<Omit<TargetSettings, 'region' | 'access'>> {
  access?: OrNull<TargetAccess> | undefined;
}

/** The settings with a patch over them. */
export function patched({ access, ...before }: TargetSettings, patch: TargetPatch): TargetSettings {
  const { access: changes, ...place } = patch;
  return {
    ...over(before, place),
    access: over(access, changes ?? {}),
  };
}

function over<Value extends object>(before: Value, changes: OrNull<Value>): Value {
  const said = Object.entries(changes).filter(([, value]) => value !== undefined);
  const merged = Object.entries({ ...before, ...Object.fromEntries(said) });
  return Object.fromEntries(merged.filter(([, value]) => value !== null)) as Value;
}
