import type { Control } from '../control';
import { computeControls } from './compute';
import { dataStoreControls } from './data-stores';
import { edgeControls } from './edge';
import { eksControls } from './eks';
import { identityControls } from './identity';
import { loggingControls } from './logging';
import { networkControls } from './network';
import { s3Controls } from './s3';

/** Every check that there is; profiles choose of them. */
export const controls: readonly Control[] = [
  ...s3Controls,
  ...dataStoreControls,
  ...computeControls,
  ...networkControls,
  ...identityControls,
  ...edgeControls,
  ...eksControls,
  ...loggingControls,
];
