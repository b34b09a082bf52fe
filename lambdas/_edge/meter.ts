import { Metrics } from '@aws-lambda-powertools/metrics';
import { type ProcessEnvironment, readConfig } from '../../src/config/read-config';
import { StageConfig } from '../../src/config/hub';
import { type Measurement, metricNamespace, metricService, metricUnits } from '../../src/domain/base/metrics';
import type { Log, Meter } from '../../src/operations/ports/registry';
import { logger } from './logger';
import { once } from './once';

/** Metrics of this process's stage, written as EMF lines to its output. Throws Misconfigured. */
export function stageMetrics(env?: ProcessEnvironment): Metrics {
  const { LEASEHOLD_STAGE: stage } = readConfig(StageConfig, env);
  return new Metrics({
    namespace: metricNamespace,
    serviceName: metricService,
    defaultDimensions: { stage },
  });
}

/** A meter that writes one EMF line for all values of the same dimensions. */
export function createMeter(metrics: () => Metrics, log: Log): Meter {
  return {
    emit: (measurements) => {
      try {
        for (const group of alike(measurements)) publish(group, metrics());
      } catch (error) {
        log.warn('not measured', { names: measurements.map(({ name }) => name), error });
      }
    },
  };
}

/** The measurements, those of the same dimensions together. */
function alike(measurements: Measurement[]): Measurement[][] {
  const groups = new Map<string, Measurement[]>();
  for (const measurement of measurements) {
    const key = JSON.stringify(measurement.dimensions ?? {});
    groups.set(key, [...(groups.get(key) ?? []), measurement]);
  }
  return [...groups.values()];
}

function publish(group: Measurement[], metrics: Metrics): void {
  const dimensions = group[0]?.dimensions;
  if (dimensions) metrics.addDimensions(dimensions);
  for (const { name, value } of group) metrics.addMetric(name, metricUnits[name], value);
  metrics.publishStoredMetrics();
}

/** The meter of one process. */
export const meter = createMeter(
  once(() => stageMetrics()),
  logger,
);
