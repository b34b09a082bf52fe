import { DomainError } from '../base/errors';
import { type Inputs, type Manifest, parseInputs } from './template';

/** What stands for the value of a sensitive input wherever inputs are shown. */
export const hidden = '(sensitive)';

/** The names of the inputs that a manifest marks as sensitive. */
export function sensitiveNames({ inputs }: Manifest): string[] {
  return Object.keys(inputs.properties).filter((name) => inputs.properties[name]?.sensitive === true);
}

/** The inputs with `hidden` for each of these names, whatever its value is. */
export function hideInputs(inputs: Inputs, names: readonly string[] = []): Inputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, names.includes(name) ? hidden : value]),
  );
}

/** The given inputs without those that only stand for a value that the caller has not seen, which stays as it is. */
export function withoutHidden(given: Inputs, names: readonly string[]): Inputs {
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => !names.includes(name) || value !== hidden),
  );
}

/** Refuses what only stands for a value where there is none yet, as InvalidRequest by the names. */
export function refuseHidden(given: Inputs, manifest: Manifest): void {
  const issues = sensitiveNames(manifest)
    .filter((name) => given[name] === hidden)
    .map((name) => ({
      field: `inputs.${name}`,
      message: `must be the value itself, not the placeholder ${hidden}`,
    }));
  if (issues.length > 0) throw new DomainError('InvalidRequest', { issues });
}

/**
 * The inputs of a request that is only tried, with defaults, as they may be shown: a sensitive one need not be known, and of one that
 * is taken from an output only from which.
 */
export function parseDraft(
  manifest: Manifest,
  given: Inputs = {},
  references: Readonly<Record<string, string>> = {},
): Inputs {
  const names = sensitiveNames(manifest);
  const taken = Object.keys(references);
  const secret = names.filter((name) => given[name] === hidden);
  const unknown = [...secret, ...taken];
  const required = manifest.inputs.required.filter((name) => !unknown.includes(name));
  const draft = { ...manifest, inputs: { ...manifest.inputs, required } };
  const parsed = parseInputs(draft, withoutHidden(given, names));
  const shown = { ...parsed, ...Object.fromEntries(secret.map((name) => [name, hidden])) };
  return { ...hideInputs(shown, names), ...references };
}
