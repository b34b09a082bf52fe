import * as z from 'zod';
import { AwsFault } from '../aws-json';
import { machineSchema } from './definition';
import type { MachineDefinition } from './definition';
import { findProblems } from './definition-rules';

/** Reads a definition with its `${substitutions}` filled in. Throws `InvalidDefinition` naming every problem found. */
export function parseDefinition(text: string, substitutions: Record<string, string> = {}): MachineDefinition {
  const parsed = machineSchema.safeParse(parseJson(substitute(text, substitutions)));
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const problems = findProblems(parsed.data);
  if (problems.length > 0) throw invalid(problems.join('\n'));
  return parsed.data;
}

/** The text with its `${substitutions}` filled in; InvalidDefinition names one that is not given. */
export function substitute(text: string, substitutions: Record<string, string>): string {
  return text.replaceAll(/\$\{([A-Za-z0-9_]+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(substitutions, name) ? substitutions[name] : undefined;
    if (value === undefined) throw invalid(`\${${name}} has no substitution`);
    // The placeholder stands inside a JSON string, so the value must be escaped as one.
    return JSON.stringify(value).slice(1, -1);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(`not JSON: ${String(cause)}`);
  }
}

function invalid(problems: string): AwsFault {
  return new AwsFault('InvalidDefinition', `Invalid State Machine Definition: ${problems}`);
}
