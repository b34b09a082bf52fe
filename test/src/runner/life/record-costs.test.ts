import type { CostRecord } from '../../../../src/domain/cost/cost-record';
import { rateEach } from '../../../../src/domain/cost/estimate';
import type { PricedResource } from '../../../../src/domain/resources/pricing';
import type { Environment } from '../../../../src/domain/environment/environment';
import type { Outcome } from '../../../../src/domain/environment/outcome';
import { toView } from '../../../../src/domain/environment/view';
import { day, hour, type Instant, minute, plus } from '../../../../src/domain/base/time';
import { describeCostSoFar } from '../../../../src/cli/print/cost';
import { notePrices, recordCosts } from '../../../../src/runner/life/record-costs';
import { ResourceTimeline } from '../../../../src/runner/life/resource-timeline';
import { start } from '../../../support/builders/births';
import * as lives from '../../../support/builders/lives';

type Context = Parameters<typeof recordCosts>[0];
type Work = Parameters<typeof notePrices>[1];

const types: Record<string, PricedResource['attributes']> = {
  'aws_nat_gateway.nat': {},
  'aws_eip.nat': {},
  'aws_lb.web': { load_balancer_type: 'application', internal: true },
  'aws_glue_workflow.odd': {},
};

const ratesOf = (addresses: string[]) =>
  rateEach(
    addresses.map((address) => ({
      type: address.split('.')[0] ?? '',
      address,
      count: 1,
      attributes: types[address] ?? {},
    })),
    { region: 'us-east-1' },
  );

function stateOf(addresses: string[]): Uint8Array {
  const resources = addresses.map((address) => {
    const [type = '', name = ''] = address.split('.');
    return { mode: 'managed', type, name, provider: 'aws', instances: [{ attributes: {} }] };
  });
  return new TextEncoder().encode(JSON.stringify({ version: 4, serial: 1, lineage: 'x', resources }));
}

/** A life whose runs are played as the runner plays them, with what Terraform would say of each step. */
class Played {
  private kept: CostRecord | null = null;
  private now: Instant = start;
  private state: Uint8Array | null = null;
  environment: Environment = lives.born();

  get record(): CostRecord {
    if (!this.kept) throw new Error('nothing was recorded');
    return this.kept;
  }

  private context(): Context {
    const { name, id } = this.environment;
    return {
      life: { name, id },
      run: lives.runOf(this.environment),
      environment: this.environment,
      states: {
        readCosts: () => Promise.resolve(this.kept),
        writeCosts: (_life: unknown, record: CostRecord) => {
          this.kept = record;
          return Promise.resolve();
        },
      },
      persist: <Result>(task: () => Promise<Result>) => task(),
      clock: () => this.now,
      log: (line: string) => {
        throw new Error(line);
      },
      meter: {},
    } as unknown as Context;
  }

  private work(): Work {
    return { keeper: { localState: () => Promise.resolve(this.state) } } as unknown as Work;
  }

  /** A run that applies; `steps` are minutes of its life: from, until. `dies`: it tells nobody how far it came. */
  async apply(
    at: Instant,
    run: { has: string[]; steps?: [string, string, number, number][]; dies?: true },
  ): Promise<void> {
    this.now = at;
    this.environment = lives.claimed(this.environment, at);
    const context = this.context();
    if (this.environment.run?.kind === 'provision') {
      await notePrices(context, this.work(), ratesOf(run.has));
      this.environment = lives.applying(this.environment, at);
    } else await notePrices(context, this.work());
    const timeline = new ResourceTimeline(() => this.now);
    const told = (run.steps ?? []).flatMap(([addr, action, from, to]) => [
      { when: from, type: 'apply_start' as const, addr, action },
      { when: to, type: 'apply_complete' as const, addr, action },
    ]);
    for (const { when, type, addr, action } of told.sort((a, b) => a.when - b.when)) {
      this.now = plus(at, when * minute);
      const hook = { resource: { addr, resource_type: addr.split('.')[0] ?? '' }, action };
      timeline.observe({ '@message': '', type, hook });
    }
    this.state = stateOf(run.has);
    if (run.dies) return this.settle(lives.failedOutcome('lost'));
    await recordCosts(context, this.work(), timeline);
    const { reading } = context.meter;
    const outcome: Outcome =
      this.environment.run?.kind === 'destroy'
        ? lives.destroyedOutcome(this.now)
        : lives.appliedOutcome(lives.runOf(this.environment));
    this.settle({ ...outcome, ...(reading && { accrual: reading }) });
  }

  holds(addresses: string[]): void {
    this.state = stateOf(addresses);
  }

  settle(outcome: Outcome): void {
    this.environment = lives.settled(this.environment, outcome, this.now).environment;
  }

  ask(at: Instant, ...commands: Parameters<typeof lives.after>[1]): void {
    this.environment = lives.after(this.environment, commands, at);
  }

  get change(): Parameters<typeof lives.after>[1][number] {
    const { wanted: spec, cost } = this.environment;
    return { type: 'change', spec, cost, planOnly: false, by: lives.by };
  }
}

describe('the record of what a life costs', () => {
  it('comes to the arithmetic of a scripted week, to the cent and beyond', async () => {
    const life = new Played();
    life.environment = lives.born({ lease: { ...lives.born().lease, expiresAt: plus(start, 30 * day) } });
    const network = ['aws_nat_gateway.nat', 'aws_eip.nat'];
    // Monday 00:00 a network is made, Tuesday 12:00 a load balancer, which goes Friday 06:30; all is destroyed Sunday 23:00.
    await life.apply(start, {
      has: network,
      steps: [
        ['aws_eip.nat', 'create', 0, 1],
        ['aws_nat_gateway.nat', 'create', 1, 3],
      ],
    });
    const tuesday = plus(start, 36 * hour);
    life.ask(tuesday, life.change);
    await life.apply(tuesday, { has: [...network, 'aws_lb.web'], steps: [['aws_lb.web', 'create', 10, 14]] });
    const friday = plus(start, 4 * day + 6 * hour);
    life.ask(friday, life.change);
    await life.apply(friday, { has: network, steps: [['aws_lb.web', 'delete', 0, 30]] });
    const view = toView(life.environment);
    const saturday = plus(start, 5 * day);
    expect(describeCostSoFar({ ...view, can: [] }, Date.parse(saturday))).toBe(
      // NAT 119 h 59 min at $0.045, address 120 h at $0.005, load balancer 66 h 20 min at $0.0225.
      '$7.49, now $0.05 an hour (without usage-based charges of aws_lb, aws_nat_gateway)',
    );
    const sunday = plus(start, 6 * day + 23 * hour);
    life.ask(sunday, { type: 'destroy', by: lives.by });
    await life.apply(sunday, {
      has: [],
      steps: [
        ['aws_nat_gateway.nat', 'delete', 0, 2],
        ['aws_eip.nat', 'delete', 3, 4],
      ],
    });

    const minutes = {
      nat: 6 * 1440 + 23 * 60 + 2 - 1,
      address: 6 * 1440 + 23 * 60 + 4,
      balancer: 4 * 1440 + 6 * 60 + 30 - (36 * 60 + 10),
    };
    const nanos =
      (minutes.nat * 45_000_000) / 60 +
      (minutes.address * 5_000_000) / 60 +
      (minutes.balancer * 22_500_000) / 60;
    expect(life.environment).toMatchObject({ status: 'destroyed' });
    expect(life.environment.accrual?.nanos).toBe(Math.round(nanos));
    expect(life.environment.accrual).toMatchObject({ rate: 0, unpriced: [] });
    expect(((life.environment.accrual?.nanos ?? 0) / 1e9).toFixed(2)).toBe('9.84');
  });

  it('counts what a run made that died from when that run began, at the prices that it had planned', async () => {
    const life = new Played();
    await life.apply(start, { has: ['aws_nat_gateway.nat'], dies: true });
    expect(life.environment).toMatchObject({ status: 'failed' });
    expect(toView(life.environment).accrued).toBeUndefined();

    const later = plus(start, hour);
    life.ask(later, { type: 'destroy', by: lives.by });
    await life.apply(later, { has: [], steps: [['aws_nat_gateway.nat', 'delete', 0, 20]] });

    expect(life.record.lived).toMatchObject([
      { address: 'aws_nat_gateway.nat', from: start, to: plus(later, 20 * minute) },
    ]);
    expect(life.environment.accrual?.nanos).toBe(60_000_000);
  });

  it('says "at least" of a total while a run has begun since that nobody counted', async () => {
    const life = new Played();
    await life.apply(start, { has: ['aws_eip.nat'], steps: [['aws_eip.nat', 'create', 0, 0]] });
    expect(toView(life.environment).accrued).toMatchObject({ atLeast: false });
    const later = plus(start, hour);
    life.ask(later, life.change);
    await life.apply(later, { has: ['aws_eip.nat', 'aws_nat_gateway.nat'], dies: true });

    const view = { ...toView(life.environment), can: [] };
    expect(view.accrued).toMatchObject({ usd: 0, hourly: 0.005, atLeast: true });
    expect(describeCostSoFar(view, Date.parse(later))).toBe('at least $0.005, now $0.005 an hour');

    life.ask(later, { type: 'retry', by: lives.by });
    await life.apply(plus(later, 30 * minute), { has: ['aws_eip.nat', 'aws_nat_gateway.nat'] });
    expect(toView(life.environment).accrued).toMatchObject({ usd: 0.03, hourly: 0.05, atLeast: false });
  });

  it('shows what has no price as not estimated, never as 0', async () => {
    const life = new Played();
    await life.apply(start, {
      has: ['aws_glue_workflow.odd'],
      steps: [['aws_glue_workflow.odd', 'create', 0, 0]],
    });

    const view = { ...toView(life.environment), can: [] };
    expect(describeCostSoFar(view, Date.parse(start) + day)).toBe(
      'not estimated (not priced: aws_glue_workflow)',
    );
  });

  it('takes a life of before it was kept at the price that it has, from its first apply until its end', async () => {
    const life = new Played();
    const cost = {
      source: 'plan' as const,
      hourly: 0.1,
      monthly: 73,
      lease: null,
      unpriced: [],
      unverified: false,
    };
    life.environment = { ...lives.ready(), cost };
    life.holds(['aws_eip.nat']);
    const later = plus(start, hour);
    life.ask(later, { type: 'destroy', by: lives.by });
    await life.apply(later, { has: [] });

    expect(life.environment.accrual).toMatchObject({ nanos: 100_000_000, unpriced: [] });
  });
});
