import * as z from 'zod';
import { EnvironmentKey } from '../environment/environment-name';
import { StackName } from '../stack/names';

/** `GET /certificates`. */
export const ListCertificatesQuery = z.strictObject({
  environment: EnvironmentKey.optional().describe('Only those of this environment.'),
  stack: StackName.optional().describe('Only those of the components of this stack.'),
});
export type ListCertificatesQuery = z.infer<typeof ListCertificatesQuery>;
