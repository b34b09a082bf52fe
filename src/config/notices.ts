import * as z from 'zod';
import { BusConfig, StageConfig } from './hub';
import { ReceiversConfig } from './receivers';
import { RegistryConfig } from './stores';

/** What the function of the notices reads: where people find the API, and the topic whose subscribers get mail. */
export const NoticesConfig = z.object({
  ...StageConfig.shape,
  ...RegistryConfig.shape,
  ...BusConfig.shape,
  ...ReceiversConfig.shape,
  LEASEHOLD_URL: z.url(),
  LEASEHOLD_NOTICES_TOPIC: z.string().startsWith('arn:'),
});
