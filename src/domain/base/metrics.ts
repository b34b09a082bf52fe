/** The CloudWatch namespace of everything that Leasehold measures about itself. */
export const metricNamespace = 'Leasehold';

/** The `service` dimension of every metric; `stage` is the other one that all have. */
export const metricService = 'leasehold';

/** What is measured, each in its unit; alarms and the dashboard know metrics by these names. Costs are in USD. */
export const metricUnits = {
  RunsEnded: 'Count',
  RunFailures: 'Count',
  ExpiryLateness: 'Seconds',
  QueueAge: 'Seconds',
  OldestWaiterAge: 'Seconds',
  DestroyAttempts: 'Count',
  LeaseCost: 'None',
  SweepCompleted: 'Count',
  SweepVisited: 'Count',
  SweepFailed: 'Count',
  OldestDueAge: 'Seconds',
  OverdueEnvironments: 'Count',
  OldestOverdueAge: 'Seconds',
  StuckEnvironments: 'Count',
  UndeliveredAge: 'Seconds',
  ApiErrors: 'Count',
} as const;

/** The name of something that is measured. */
export type MetricName = keyof typeof metricUnits;

/** One measured value; `dimensions` come on top of service and stage, and are part of what the metric is. */
export interface Measurement {
  name: MetricName;
  value: number;
  dimensions?: Record<string, string>;
}
