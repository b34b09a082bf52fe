import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  type IWidget,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import {
  apiFaults,
  failedExecutions,
  functionMetric,
  ownMetric,
  ownMetricBy,
  queueDepth,
  tableThrottles,
} from './metrics';
import type { Watched } from './watched';

/** What is shown, and the alarms that are shown on top of it. */
export interface DashboardProps extends Watched {
  name: string;
  alarms: IAlarm[];
}

/** The one dashboard of a stage: alarms first, then leases, runs, the sweep, the API and what carries them. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: props.name,
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: props.alarms, width: 24, height: 4 })],
        leases(props),
        runs(props),
        sweeps(props),
        edges(props),
        machinery(props),
      ],
    });
  }
}

function leases({ stage }: Watched): IWidget[] {
  return [
    graph('Should be gone, and stuck', [
      ownMetric(stage, 'OverdueEnvironments', { statistic: Stats.MAXIMUM }),
      ownMetric(stage, 'StuckEnvironments', { statistic: Stats.MAXIMUM }),
    ]),
    graph('Lateness of expiry (s)', spread(stage, 'ExpiryLateness')),
    graph('Attempts per destroy', spread(stage, 'DestroyAttempts')),
    graph('Cost of ended leases (USD)', [
      ownMetric(stage, 'LeaseCost', { statistic: Stats.SUM, minutes: 60 }),
      ownMetric(stage, 'LeaseCost', { statistic: Stats.AVERAGE, minutes: 60 }),
    ]),
  ];
}

function runs({ stage }: Watched): IWidget[] {
  return [
    graph('Runs by outcome', [ownMetricBy(stage, 'RunsEnded', ['kind', 'result'])]),
    graph('Failed runs by class', [ownMetricBy(stage, 'RunFailures', ['class'])]),
    graph('Wait for a build (s)', spread(stage, 'QueueAge')),
    graph('Oldest wait for a slot of a target (s)', [
      ownMetric(stage, 'OldestWaiterAge', { statistic: Stats.MAXIMUM }),
      ownMetricBy(stage, 'OldestWaiterAge', ['target']),
    ]),
  ];
}

function sweeps({ stage }: Watched): IWidget[] {
  const sum = { statistic: Stats.SUM };
  const maximum = { statistic: Stats.MAXIMUM };
  return [
    graph('Sweeps and what they visited', [
      ownMetric(stage, 'SweepCompleted', sum),
      ownMetric(stage, 'SweepVisited', sum),
      ownMetric(stage, 'SweepFailed', sum),
    ]),
    graph('Oldest of its kind (s)', [
      ownMetric(stage, 'OldestDueAge', maximum),
      ownMetric(stage, 'OldestOverdueAge', maximum),
      ownMetric(stage, 'UndeliveredAge', maximum),
    ]),
  ];
}

function edges({ stage, api, functions }: Watched): IWidget[] {
  const all = Object.values(functions);
  return [
    graph('5xx of the gateway', [apiFaults(api)]),
    graph('Faults of the API by code', [ownMetricBy(stage, 'ApiErrors', ['code'])]),
    graph(
      'Errors of functions',
      all.map((fn) => functionMetric(fn, 'Errors')),
    ),
    graph(
      'Throttles of functions',
      all.map((fn) => functionMetric(fn, 'Throttles')),
    ),
  ];
}

function machinery({ stateMachines, deadLetters, table }: Watched): IWidget[] {
  const named = Object.entries(stateMachines);
  return [
    graph(
      'Failed executions',
      named.map(([name, machine]) => failedExecutions(name, machine)),
    ),
    graph('Dead letters', Object.values(deadLetters).map(queueDepth)),
    graph('Throttled requests of the registry', tableThrottles(table)),
  ];
}

function spread(stage: string, name: 'ExpiryLateness' | 'DestroyAttempts' | 'QueueAge'): IMetric[] {
  return [Stats.p(50), Stats.p(90), Stats.MAXIMUM].map((statistic) => ownMetric(stage, name, { statistic }));
}

function graph(title: string, left: IMetric[]): IWidget {
  return new GraphWidget({ title, left, width: 6, height: 6, liveData: true });
}
