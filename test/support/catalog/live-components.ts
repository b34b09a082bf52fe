import type { OutputsDocument } from '../../../src/domain/environment/artifacts';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { listTagged } from '../../../src/local/demo/ask-emulator';
import { isNamedBy } from '../../../src/local/demo/leftovers';
import { openPlane } from '../../e2e/open-plane';
import { takeCensus } from '../aws/target-census';
import type { TestPlane } from '../plane/plane';
import {
  type ComponentLayer,
  type ComponentLife,
  livesOf,
} from '../../../scripts/components/component-lives';
import { accountBefore } from './account-before';
import { fillings } from './fillings';
import { filledInputs } from './filled-inputs';
import { handedIn } from './handed-in';
import { SharedEnvironments } from './shared-environments';

/** What became of a component, from its creation to its end. */
export interface Lived {
  made: EnvironmentView;
  again: Applied | undefined;
  changed: Applied | undefined;
  ended: EnvironmentView;
  /** The types that its receipt accounts for. */
  types: string[];
  /** What it fails of the basic profile of compliance. */
  fails: string;
  /** What still carries its tag. */
  tagged: string[];
}

interface Applied {
  status: string;
  result: string | undefined;
  reason: string | undefined;
  /** Objects that were created, updated, replaced and deleted. */
  counts: number[] | undefined;
}

/** Terraform waits most of its time, so that more lives than cores are lived side by side. */
const sideBySide = 3;

/** While one is being made, `LEASEHOLD_COMPONENTS=dns,vpc` lives these alone. */
function isWanted(template: string): boolean {
  const named = process.env['LEASEHOLD_COMPONENTS'];
  return named === undefined || named.split(',').includes(template);
}

/** Lives every component of a layer on one plane, and tells what became of each, and what the account holds before and after. */
export function useComponents(layer: ComponentLayer) {
  const lives = livesOf(layer).filter(({ changed, template }) => changed !== undefined && isWanted(template));
  const lived = new Map<string, Promise<Lived>>();
  const census: string[][] = [];
  beforeAll(async () => {
    const on = await openPlane({ services: [...new Set(lives.flatMap(({ services }) => services))] });
    for (const { template } of lives) await accountBefore[template]?.(on.plane.targetUrl);
    const shared = new SharedEnvironments(on.api);
    for (const { template } of lives) await handedIn[template]?.(on.plane.targetUrl);
    census.push(await takeCensus(on.plane.targetUrl));
    const queue = [...lives];
    const lane = async () => {
      for (let life = queue.shift(); life; life = queue.shift()) {
        const living = live(on, life, shared);
        lived.set(life.template, living);
        await living.catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, lane));
    await shared.destroy();
    census.push(await takeCensus(on.plane.targetUrl));
  }, 35 * 60_000);
  return { lives, of: (template: string) => lived.get(template)!, census };
}

async function live(on: TestPlane, life: ComponentLife, shared: SharedEnvironments): Promise<Lived> {
  const { template } = life;
  const given = await shared.outputsOf(life.needs);
  const inputs = filledInputs(life.inputs, given);
  await on.api.want('POST /environments', {
    body: { name: template, template, inputs, ttl: '1d' },
    headers: { 'idempotency-key': `create.${template}` },
  });
  const made = await on.api.settled(template);
  const isReady = made.status === 'ready';
  if (isReady) await fillings[template]?.(on.plane.targetUrl, await outputsOf(on, template));
  const again = isReady ? await applied(on, template, inputs) : undefined;
  const changed = isReady ? await applied(on, template, filledInputs(life.changed ?? {}, given)) : undefined;
  const { code, ...said } = await on.idp(['check', template, '--profile', 'basic']);
  const fails = code === 0 ? '' : said.stdout + said.stderr;
  await on.api.want(`DELETE /environments/${template}`);
  const ended = await on.api.until(template, ({ status }) => ['stuck', 'destroyed'].includes(status));
  const { evidence } = await on.api.life(made.id);
  const types = [...new Set((evidence?.checked ?? []).map(({ type }) => type))].sort();
  const over = (evidence?.checked ?? []).filter(({ found }) => found === 'terminal');
  const tagged = await listTagged(on.plane.targetUrl, { name: template, id: made.id });
  return {
    made,
    again,
    changed,
    ended,
    fails,
    types,
    // AWS lists a key until its deletion window is over; the receipt says that it ends.
    tagged: tagged.filter((arn) => !over.some((one) => isNamedBy(one, arn))),
  };
}

async function outputsOf(on: TestPlane, name: string): Promise<OutputsDocument> {
  return on.api.want<OutputsDocument>(`GET /environments/${name}/outputs`);
}

async function applied(on: TestPlane, name: string, inputs: object): Promise<Applied> {
  await on.api.want(`PATCH /environments/${name}`, { body: { inputs } });
  const { status, plan, lastRun } = await on.api.settled(name);
  const counts = plan && [plan.create, plan.update, plan.replace, plan.delete];
  const isItsOwn = plan?.run === lastRun?.id;
  return {
    status,
    result: lastRun?.result,
    reason: lastRun?.failure?.reason,
    counts: isItsOwn ? counts : undefined,
  };
}
