import type { OutputsDocument } from '../../../src/domain/environment/artifacts';
import type { PlaneApi } from '../plane/plane-api';
import type { ComponentLife } from '../../../scripts/components/component-lives';

type Need = ComponentLife['needs'][string];

/** Environments that components are given inputs by: one for all that need the same. */
export class SharedEnvironments {
  private readonly made = new Map<string, { name: string; outputs: Promise<Record<string, unknown>> }>();

  constructor(private readonly api: PlaneApi) {}

  /** By the name of each need: its outputs, once it is ready. */
  async outputsOf(needs: ComponentLife['needs']): Promise<Record<string, Record<string, unknown>>> {
    const given = Object.entries(needs).map(async ([name, need]) => [name, await this.one(need)] as const);
    return Object.fromEntries(await Promise.all(given));
  }

  /** Destroys all that were made; throws where one is not gone then. */
  async destroy(): Promise<void> {
    for (const { name } of [...this.made.values()].reverse()) {
      await this.api.want(`DELETE /environments/${name}`);
      const { status } = await this.api.until(name, (view) => ['stuck', 'destroyed'].includes(view.status));
      if (status !== 'destroyed') throw new Error(`${name} is ${status}`);
    }
  }

  private one(need: Need): Promise<Record<string, unknown>> {
    const key = JSON.stringify(need);
    const known = this.made.get(key);
    if (known) return known.outputs;
    const name = `${need.template}-${this.made.size + 1}`;
    const outputs = this.make(name, need);
    this.made.set(key, { name, outputs });
    return outputs;
  }

  private async make(name: string, { template, inputs }: Need): Promise<Record<string, unknown>> {
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
