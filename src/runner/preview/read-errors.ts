import { componentFolder } from '../../bundle/preview/module-records';
import { bundledPath, rootFile } from '../../bundle/preview/generated-root';
import type { LaidComponent } from '../../bundle/preview/lay-component';
import { addressOf, type Block } from '../../bundle/hcl/blocks';
import { parentOf } from '../../bundle/files';
import type { Diagnostic } from '../../domain/terraform/message';
import { addressInComponent, textOfComponent } from '../../domain/terraform/preview/names';

/** An error of Terraform as the component's author would read it: by the file and line of the bundle, and the block that it is of. */
export interface ComponentError {
  diagnostic: Diagnostic;
  /** From the bundle's root; undefined where Terraform names no place. */
  path: string | undefined;
  line: number | undefined;
  block: Block | undefined;
}

/** What errors are read with. */
interface Place {
  laid: LaidComponent;
  /** The folder of the root module within the bundle. */
  root: string;
}

/** Errors of a plan as a child, without those of what the preview laid beside the component: they only repeat another one. */
export function readErrors(diagnostics: readonly Diagnostic[], place: Place): ComponentError[] {
  const read = diagnostics.flatMap((one) => readError(one, place));
  return read.length > 0 || diagnostics.length === 0 ? read : diagnostics.map(withoutPlace);
}

function readError(diagnostic: Diagnostic, place: Place): ComponentError[] {
  const { range, snippet } = diagnostic;
  const own = asOwn(diagnostic);
  if (range === undefined) return [withoutPlace(own)];
  const path = bundledPath(place.root, range.filename);
  if (path !== undefined) {
    const block = blockIn(place.laid, path, snippet?.context ?? '');
    return [{ diagnostic: own, path, line: range.start.line, block }];
  }
  return range.filename === rootFile ? [ofRoot(own, place)] : [];
}

function withoutPlace(diagnostic: Diagnostic): ComponentError {
  return { diagnostic: asOwn(diagnostic), path: undefined, line: undefined, block: undefined };
}

function asOwn(diagnostic: Diagnostic): Diagnostic {
  const { address, summary, detail } = diagnostic;
  const own = address === undefined ? undefined : (addressInComponent(address) ?? address);
  return {
    ...diagnostic,
    ...(own !== undefined && { address: own }),
    summary: ownText(summary),
    detail: ownText(detail),
  };
}

/** A text of Terraform's with the component's own addresses and files. */
export function ownText(text: string): string {
  return textOfComponent(text).replaceAll(`${componentFolder}/`, '');
}

/** What the generated root says of the component is of one of its variables, its outputs or its imports. */
function ofRoot(diagnostic: Diagnostic, { laid, root }: Place): ComponentError {
  const context = diagnostic.snippet?.context ?? '';
  const [, at] = /^import\[(\d+)\]$/.exec(context) ?? [];
  const lifted = at === undefined ? undefined : laid.imports[Number(at)];
  if (lifted) return { diagnostic, path: lifted.path, line: lifted.line, block: lifted };
  const type = context.startsWith('output') ? 'output' : 'variable';
  const name = keyOn(diagnostic.range?.start.line ?? 0, laid.texts.get(`${root}/${rootFile}`) ?? '');
  const own = laid.blocks.filter((one) => one.type === type && parentOf(one.path) === root);
  const block = own.find(({ labels }) => labels[0] === name) ?? own.find((one) => isSaid(one, diagnostic));
  return { diagnostic, path: block?.path, line: undefined, block };
}

/** The key on a line of the generated root, which has one on each. */
function keyOn(line: number, text: string): string | undefined {
  return /^\s*"([^"]+)":/.exec(text.split('\n')[line - 1] ?? '')?.[1];
}

/** What is not given has no line. */
function isSaid({ labels: [name = ''] }: Block, { detail }: Diagnostic): boolean {
  return detail.includes(`"${name}"`);
}

/** The block of a file that Terraform names by its header: `resource "aws_vpc" "this"`, in JSON `resource.aws_vpc.this`. */
function blockIn({ blocks }: LaidComponent, path: string, context: string): Block | undefined {
  const words = context.includes('"')
    ? [...context.matchAll(/"([^"]*)"|([^\s"]+)/g)].map(([, label, type]) => label ?? type ?? '')
    : context.split('.');
  const [type = '', ...labels] = words;
  const address = addressOf({ type, labels });
  return blocks.find((one) => one.path === path && one.type === type && one.address === address);
}

/** The place of an error: `templates/web/main.tf:3: resource "aws_vpc" "this"`. */
export function placeOf({ path, line, block, diagnostic }: ComponentError): string {
  const file = path === undefined ? '' : line === undefined ? `${path}: ` : `${path}:${line}: `;
  const context = line === undefined ? (block?.address ?? '') : (diagnostic.snippet?.context ?? '');
  return context === '' ? file : `${file}${context}: `;
}
