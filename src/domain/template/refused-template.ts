import { counted } from '../base/counted';
import type { PackedBundle } from './template';

/** A template of which the version at hand is not published; each reason names the file, the block and what to do. */
export interface RefusedTemplate {
  name: string;
  reasons: string[];
  /** The newest version that was published before, which stays; undefined where there is none. */
  keeps?: string | undefined;
}

/** What became of a folder's templates: bundles that may be published, and templates that may not. */
export interface Packing {
  packed: PackedBundle[];
  refused: RefusedTemplate[];
  /** Which of the packed ones Terraform could not be asked about, and why. */
  unproven: UnprovenTemplate[];
}

/** A template that is published though Terraform did not prove it. */
export interface UnprovenTemplate {
  name: string;
  reason: string;
}

/** What was published without Terraform's own proof, in a line for each reason. */
export function unprovenLines(unproven: readonly UnprovenTemplate[]): string[] {
  const reasons = [...new Set(unproven.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const names = unproven.filter((one) => one.reason === reason).map(({ name }) => name);
    return `unproven ${names.join(', ')}: published, but not initialised and validated by Terraform: ${reason}`;
  });
}

/** What was not published, in lines for a person; none where nothing was refused. */
export function refusalLines(refused: readonly RefusedTemplate[]): string[] {
  if (refused.length === 0) return [];
  const count = `${counted(refused.length, 'template')} ${refused.length === 1 ? 'was' : 'were'}`;
  return [`refused  ${count} not published; all others were:`].concat(
    refused.flatMap(linesOf),
    "         Correct these errors, then publish again ('npm run deploy', or restart the local plane). See docs/templates.md.",
  );
}

function linesOf({ name, reasons, keeps }: RefusedTemplate): string[] {
  const stays = keeps === undefined ? 'it has never been published' : `version ${keeps} stays published`;
  return [`  ${name} (${stays})`].concat(reasons.map((reason) => `    ${reason}`));
}
