import * as z from 'zod';
import { isAmong } from '../base/globs';

const Globs = z.array(z.string().min(1).max(300)).min(1).max(100);
const Day = z.iso.date('must be a day, such as 2027-01-31');

/** One thing that is known to be as it is, with why, and until when. */
const Exception = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,59}$/, 'must be of small letters, digits and hyphens, a letter first')
    .describe('By which reports name it.'),
  control: z.string().min(1).max(60).describe('The control that is not to count, such as s3-public-access.'),
  environments: Globs.default(['*']).describe('Names of environments; * matches any characters.'),
  addresses: Globs.default(['*']).describe('Addresses of objects; * matches any characters.'),
  reason: z.string().trim().min(10).max(500).describe('Why that is right, for whoever audits it.'),
  until: Day.describe('The last day on which it holds, in UTC.'),
});
export type Exception = z.infer<typeof Exception>;

/** The file of exceptions of a repository. */
export const Exceptions = z
  .strictObject({ exceptions: z.array(Exception).max(500) })
  .superRefine(({ exceptions }, context) => {
    const names = exceptions.map(({ name }) => name);
    names.forEach((name, index) => {
      if (names.indexOf(name) < index)
        context.addIssue({
          code: 'custom',
          path: ['exceptions', index, 'name'],
          message: `is the name of another one too: '${name}'`,
        });
    });
  });

/** What an exception may be about. */
export interface FailurePlace {
  environment: string;
  control: string;
  address: string;
}

export function isAboutPlace(one: Exception, { environment, control, address }: FailurePlace): boolean {
  return one.control === control && isAmong(environment, one.environments) && isAmong(address, one.addresses);
}

/** Whether it holds no more: its last day is over. */
export function hasLapsed({ until }: Pick<Exception, 'until'>, now: number): boolean {
  return now > Date.parse(`${until}T23:59:59.999Z`);
}
