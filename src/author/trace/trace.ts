import type { Bundle } from '../../bundle/read-bundle';
import type { Declared, Place, Step, Traced } from '../../client/templates/template-source';
import { findBlocks, type FoundBlock, type FoundPart } from './find-block';
import { calledModule, findModule, type FoundModule } from './module-tree';

/** Of what a value is made from, as much is followed. */
const mostSteps = 100;
/** What Terraform itself fills in. */
const ownWords = /^(?:each|count|self|path|terraform)\./;

/** Where something is declared, and what its value is made from, through the modules up to the inputs; undefined where it is not. */
export async function traceIn(bundle: Bundle, wanted: Declared): Promise<Traced | undefined> {
  const module = await findModule(bundle, wanted.module);
  const [block] = module ? await findBlocks(bundle.files, module.folder, wanted.block) : [];
  if (!module || !block) return undefined;
  const parts = partsNamed(block, wanted.attribute);
  const trail = new Trail(bundle);
  for (const part of parts) await trail.follow(part.references, module);
  const [first = block] = parts;
  return {
    declared: placeOf(first),
    written: wanted.attribute === undefined || parts.length > 0,
    calls: callsOf(module),
    steps: trail.steps,
    inputs: trail.inputs,
  };
}

/** The parts that an attribute such as `versioning[0].enabled` is written in. */
function partsNamed({ parts }: FoundBlock, attribute: string | undefined): FoundPart[] {
  if (attribute === undefined) return [];
  const [head] = attribute.split(/[.[]/);
  return parts.filter(({ name }) => name === head);
}

function callsOf({ caller }: FoundModule): Step[] {
  if (!caller) return [];
  return [
    ...callsOf(caller.module),
    { ...placeOf(caller.block), of: addressIn(caller.module, `module.${caller.name}`) },
  ];
}

function addressIn({ path }: FoundModule, address: string): string {
  const modules = path === '' ? [] : path.split('.').map((name) => `module.${name}`);
  return [...modules, address].join('.');
}

function placeOf({ file, line, text }: Place): Place {
  return { file, line, text };
}

/** The way from a value to what it is made from. */
class Trail {
  readonly steps: Step[] = [];
  readonly inputs: string[] = [];

  constructor(private readonly bundle: Bundle) {}

  /** Follows references that stand in a module. */
  async follow(references: readonly string[], module: FoundModule): Promise<void> {
    for (const reference of references)
      if (!ownWords.test(reference)) await this.followOne(reference, module);
  }

  private async followOne(reference: string, module: FoundModule): Promise<void> {
    const [first = '', second = '', third = ''] = reference.replace(/\[[^\]]*\]/g, '').split('.');
    if (first === 'var') return this.followVariable(second, module);
    if (first === 'local') return this.followLocal(second, module);
    if (first === 'module') return this.followOutput(second, third, module);
    const block = first === 'data' ? `data.${second}.${third}` : `${first}.${second}`;
    await this.findAll(module, block);
  }

  /** What a caller gives, else the variable's own default. */
  private async followVariable(name: string, module: FoundModule): Promise<void> {
    const { caller } = module;
    if (!caller) {
      if (!this.inputs.includes(name)) this.inputs.push(name);
      return void (await this.findAll(module, `variable.${name}`, `var.${name}`));
    }
    const given = caller.block.parts.find((part) => part.name === name);
    if (!given) return void (await this.findAll(module, `variable.${name}`, `var.${name}`));
    const isNew = this.add(given, addressIn(caller.module, `module.${caller.name}.${name}`));
    if (isNew) await this.follow(given.references, caller.module);
  }

  private async followLocal(name: string, module: FoundModule): Promise<void> {
    for (const { parts } of await findBlocks(this.bundle.files, module.folder, 'locals'))
      for (const part of parts)
        if (part.name === name && this.add(part, addressIn(module, `local.${name}`)))
          await this.follow(part.references, module);
  }

  private async followOutput(name: string, output: string, module: FoundModule): Promise<void> {
    const called = await calledModule(this.bundle, module, name);
    if (!called || output === '') return void (await this.findAll(module, `module.${name}`));
    for (const { parts } of await findBlocks(this.bundle.files, called.folder, `output.${output}`))
      for (const part of parts)
        if (part.name === 'value' && this.add(part, addressIn(called, `output.${output}`)))
          await this.follow(part.references, called);
  }

  private async findAll(module: FoundModule, address: string, shown = address): Promise<void> {
    for (const block of await findBlocks(this.bundle.files, module.folder, address))
      this.add(block, addressIn(module, shown));
  }

  /** Whether the step is a new one: what refers to itself in a circle, or is very long, is not followed for ever. */
  private add(place: Place, of: string): boolean {
    const isKnown = this.steps.some(
      ({ file, line, of: other }) => [file, line, other].join() === [place.file, place.line, of].join(),
    );
    if (isKnown || this.steps.length >= mostSteps) return false;
    this.steps.push({ ...placeOf(place), of });
    return true;
  }
}
