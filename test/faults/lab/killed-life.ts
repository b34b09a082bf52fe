import type * as z from 'zod';
import type { LogPage } from '../../../src/domain/api/responses';
import type { Receipt } from '../../../src/domain/environment/receipt';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { listNamed, listTagged, type LifeOf } from '../../../src/local/demo/ask-emulator';
import { isNamedBy } from '../../../src/local/demo/leftovers';
import { collectHeld } from '../../../src/runner/verify/witnesses/held-resources';
import { readableState } from '../../../src/domain/terraform/state-file';
import type { HeldCall } from './held-calls';
import type { KillLab } from './kill-lab';

/** One life of api-service whose apply is to be killed, and what it leaves behind. */
export class KilledLife {
  constructor(
    private readonly lab: KillLab,
    readonly name: string,
  ) {}

  /** Asks for it. */
  begin(): Promise<EnvironmentView> {
    const body = { name: this.name, template: 'api-service', ttl: '1d' };
    return this.lab.on.api.want('POST /environments', { body });
  }

  /** Waits until ten resources are complete, and what is under way, as its build reports it, is as `wanted`. */
  atWork(wanted: (underWay: string[]) => boolean): Promise<EnvironmentView> {
    return this.until(({ run }) => {
      const { done = 0, current = [] } = run?.progress ?? {};
      return done >= 10 && wanted(current.map(({ address }) => address));
    });
  }

  /** Waits until a call was done by the target; an error when the run ends before it comes to that. */
  async comesTo({ reached }: HeldCall): Promise<void> {
    const early = this.settled().then((view) => {
      throw new Error(`${this.name} ended before its call: ${JSON.stringify(view)}`);
    });
    await Promise.race([reached, early]);
  }

  view(): Promise<EnvironmentView> {
    return this.lab.on.api.want(`GET /environments/${this.name}`);
  }

  /** The view in which nothing is done to it any more. */
  settled(): Promise<EnvironmentView> {
    return this.lab.on.api.settled(this.name);
  }

  until(wanted: (view: EnvironmentView) => boolean): Promise<EnvironmentView> {
    return this.lab.on.api.until(this.name, wanted);
  }

  /** Addresses that the kept state holds. */
  async kept(): Promise<string[]> {
    const body = (await this.lab.states.readState(await this.key()))?.body;
    const state = body && readableState(body);
    return (await collectHeld(state ? [state] : [])).all().map(({ address }) => address);
  }

  /** Addresses that Terraform reported as complete in a run, by the timeline that its runner left behind. */
  async completed(run: string): Promise<string[]> {
    const { resources } = (await this.lab.artifacts.readTimeline(run)) ?? { resources: [] };
    const made = resources.filter(({ result, action }) => result === 'complete' && action === 'create');
    return made.map(({ address }) => address);
  }

  /** What the build of a run wrote. */
  async logged(run: string): Promise<string> {
    const texts: string[] = [];
    for (let after = ''; ;) {
      const page = await this.lab.on.api.want<z.infer<typeof LogPage>>(`GET /runs/${run}/logs${after}`);
      texts.push(...page.lines.map(({ text }) => text));
      if (page.done || page.next === null) return texts.join('\n');
      after = `?after=${encodeURIComponent(page.next)}`;
    }
  }

  retry(): Promise<EnvironmentView> {
    return this.lab.on.api.want(`POST /environments/${this.name}/retry`);
  }

  /** Asks for its end. */
  doom(): Promise<EnvironmentView> {
    return this.lab.on.api.want(`DELETE /environments/${this.name}`);
  }

  /** The evidence of its end, once it has come. */
  async ended(): Promise<Receipt> {
    const { id } = await this.until(({ status }) => status === 'destroyed' || status === 'stuck');
    const { evidence, ...view } = await this.lab.on.api.life(id);
    if (!evidence) throw new Error(`${this.name} is not proven gone: ${JSON.stringify(view)}`);
    return evidence;
  }

  async destroyed(): Promise<Receipt> {
    await this.doom();
    return this.ended();
  }

  /** What the target itself still lists of this life and the receipt does not name as ended. */
  async left({ checked }: Receipt): Promise<string[]> {
    const { targetUrl } = this.lab.on.plane;
    const life = await this.key();
    const ended = checked.filter(({ found }) => found === 'terminal');
    const tagged = await listTagged(targetUrl, life);
    const named = await listNamed(targetUrl, life);
    const strangers = tagged.filter((arn) => !ended.some((one) => isNamedBy(one, arn)));
    return [...strangers, ...named.flatMap(({ names }) => names)];
  }

  /** The load balancers that the target lists under a name of this life. */
  async loadBalancers(): Promise<string[]> {
    const named = await listNamed(this.lab.on.plane.targetUrl, await this.key());
    return named.flatMap(({ what, names }) => (what === 'load balancers' ? names : []));
  }

  private async key(): Promise<LifeOf> {
    const { id } = await this.view();
    return { name: this.name, id };
  }
}
