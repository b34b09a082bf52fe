import type { PriceKey } from '../../resources/price-book';

/**
 * What AWS gives an account every month without an end, in the units of the price book; the account shares it among all
 * that it runs. Offers of an account's first twelve months are not counted.
 */
export const alwaysFree: Partial<Record<PriceKey, number>> = {
  alarm: 10,
  dashboard: 3,
  'custom-metric': 10,
  'logs-ingest': 5,
  'lambda-requests': 1,
  'lambda-arm-gb-second': 400_000,
  scheduler: 14,
  'dynamodb-storage': 25,
  'sqs-standard': 1,
  sns: 1,
  'step-functions': 4,
  'xray-traces': 0.1,
  'codebuild-arm-small': 100,
};
