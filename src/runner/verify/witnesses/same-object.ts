import type { Arn } from '../../../domain/resources/arn';
import { candidatesOf } from '../arn-types';
import type { HeldResource } from './held-resources';

/** Whether an ARN is that of an object that a state held: by its ARN, or by the type and id that the ARN stands for. */
export function isSameObject(arn: Arn, { type, id, attributes }: HeldResource): boolean {
  if (id === arn.text || sameArn(attributes['arn'], arn)) return true;
  if (arn.service === 'ec2') return id !== null && arn.resource.endsWith(`/${id}`);
  if (arn.service === 'sqs') return type === 'aws_sqs_queue' && attributes['name'] === arn.resource;
  return candidatesOf(arn).some(
    (candidate) => candidate.type === type && sharesId(candidate.attributes, { id, attributes }),
  );
}

/** Log groups' ARNs come with and without `:*`. */
function sameArn(value: unknown, arn: Arn): boolean {
  return typeof value === 'string' && value.replace(/:\*$/, '') === arn.text.replace(/:\*$/, '');
}

/** Some objects' ids are not what their ARNs end in: a database's is its resource id, and `identifier` its name. */
function sharesId(
  candidate: Record<string, string>,
  { id, attributes }: Pick<HeldResource, 'id' | 'attributes'>,
): boolean {
  return Object.entries(candidate).every(([name, value]) =>
    name === 'id' ? value === id || Object.keys(candidate).length > 1 : attributes[name] === value,
  );
}
