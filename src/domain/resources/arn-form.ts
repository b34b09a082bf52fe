import type { Arn } from './arn';

/** An ARN of the right service whose resource part matched. */
export interface ArnMatch {
  arn: Arn;
  /** What the expression's groups caught. */
  groups: string[];
  /** An emulator's address, where ids hold one. */
  endpoint: string | undefined;
}

/** How the ARN of a type looks, and the attributes by which the provider can read what it names. */
export interface ArnForm {
  service: string;
  resource: RegExp;
  attributes: (match: ArnMatch) => Record<string, string>;
}

/** The ARN is the id. */
export const byArn = (service: string, resource: RegExp): ArnForm => ({
  service,
  resource,
  attributes: ({ arn }) => ({ id: arn.text, arn: arn.text }),
});

/** The expression's first group is the id; `also` names a further attribute of the same value. */
export const byGroup = (service: string, resource: RegExp, also?: string): ArnForm => ({
  service,
  resource,
  attributes: ({ groups: [id = ''] }) => (also === undefined ? { id } : { id, [also]: id }),
});

/** EC2's ids say by their prefix what they are. */
export const ec2Id = (prefix: string): ArnForm => byGroup('ec2', new RegExp(`/(${prefix}-\\w*)$`));
