import type { OutputsDocument } from '../../../src/domain/environment/artifacts';
import type { PlaneApi } from '../plane/plane-api';
import type { ComponentLife } from '../../../scripts/components/component-lives';
import { filledInputs } from './filled-inputs';

type Needs = ComponentLife['needs'];
type Outputs = Record<string, unknown>;

/** Environments that components are given inputs by: one for all that need the same. One may need another of its file. */
export class SharedEnvironments {
  private readonly made = new Map<string, { name: string; outputs: Promise<Outputs> }>();

  constructor(private readonly api: PlaneApi) {}

  /** By the name of each need: its outputs, once it is ready. */
  outputsOf(needs: Needs): Promise<Record<string, Outputs>> {
    return this.those(Object.keys(needs), needs);
  }

  /** Destroys all that were made; throws where one is not gone then. */
  async destroy(): Promise<void> {
    for (const { name } of [...this.made.values()].reverse()) {
      await this.api.want(`DELETE /environments/${name}`);
      const { status } = await this.api.until(name, (view) => ['stuck', 'destroyed'].includes(view.status));
      if (status !== 'destroyed') throw new Error(`${name} is ${status}`);
    }
  }

  private async those(names: readonly string[], needs: Needs): Promise<Record<string, Outputs>> {
    const given = names.map(async (name) => [name, await this.one(name, needs)] as const);
    return Object.fromEntries(await Promise.all(given));
  }

  private one(name: string, needs: Needs): Promise<Outputs> {
    const key = keyOf(name, needs);
    const known = this.made.get(key);
    if (known) return known.outputs;
    // What it needs itself stands before it, so that it goes after it.
    const given = this.those(needsOf(name, needs), needs);
    const called = `${needs[name]?.template}-${this.made.size + 1}`;
    const outputs = given.then((before) => this.make(called, filledInputs(needs[name]!, before)));
    this.made.set(key, { name: called, outputs });
    return outputs;
  }

  private async make(name: string, { template, inputs }: Needs[string]): Promise<Outputs> {
    await this.api.want('POST /environments', {
      body: { name, template, inputs, ttl: '1d' },
      headers: { 'idempotency-key': `create.${name}` },
    });
    const { status, failure } = await this.api.settled(name);
    if (status !== 'ready') throw new Error(`${name} is ${status}: ${failure?.reason}`);
    const outputs = await this.api.want<OutputsDocument>(`GET /environments/${name}/outputs`);
    return Object.fromEntries(Object.entries(outputs).map(([output, { value }]) => [output, value]));
  }
}

/** The needs that the inputs of a need name. */
function needsOf(name: string, needs: Needs): string[] {
  const inputs = JSON.stringify(needs[name]?.inputs);
  return Object.keys(needs).filter((other) => inputs.includes(`\${${other}.`));
}

function keyOf(name: string, needs: Needs): string {
  return JSON.stringify([needs[name], needsOf(name, needs).map((other) => keyOf(other, needs))]);
}
