import { join } from 'node:path';
import { runCommand } from '../lint/run-command';
import type { Finding } from './finding';

interface ZizmorFinding {
  ident: string;
  locations: { symbolic: { key: { Local?: { verbatim_path?: string } } }; concrete: { feature: string } }[];
}

/** What zizmor finds in workflows and actions, without asking GitHub. */
export async function runZizmor(bin: string, root: string): Promise<Finding[]> {
  const args = ['--offline', '--no-progress', '--format', 'json', '.github', 'actions'];
  const found = await readJson<ZizmorFinding[]>(join(bin, 'zizmor'), args, root);
  return found.map(({ ident, locations }) => ({
    check: ident,
    where: locations
      .map(({ symbolic, concrete }) => `${symbolic.key.Local?.verbatim_path ?? ''} ${concrete.feature}`)
      .join(' '),
  }));
}

interface ActionlintFinding {
  message: string;
  filepath: string;
  line: number;
  kind: string;
}

/** What actionlint finds in workflows. */
export async function runActionlint(bin: string, root: string): Promise<Finding[]> {
  const args = ['-format', '{{json .}}', '-shellcheck=', '-pyflakes='];
  const found = await readJson<ActionlintFinding[]>(join(bin, 'actionlint'), args, root);
  return found.map(({ kind, filepath, line, message }) => ({
    check: kind,
    where: `${filepath}:${line} ${message}`,
  }));
}

/** What a tool prints, whatever it thinks of it by its exit code; what it says where that is no JSON. */
export async function readJson<T>(program: string, args: readonly string[], root: string): Promise<T> {
  const { output } = await runCommand(program, args, root);
  const start = /^[[{]/m.exec(output)?.index;
  try {
    return JSON.parse(output.slice(start)) as T;
  } catch {
    throw new Error(`${program} printed no JSON: ${output.trim().slice(-500)}`);
  }
}
