import { textAt } from '../input';
import { tagging } from '../in-callers-name';
import type { NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

/** Amazon SQS, in its JSON and its older query protocol; a batch asks for what its single call asks for. */
export const sqs: ServiceRules = {
  prefix: 'sqs',
  signedAs: ['sqs'],
  protocol: 'json',
  actions: ({ name }) => (name.endsWith('Batch') ? [`sqs:${name.replace('Batch', '')}`] : undefined),
  named: queues,
  tags: ({ input }) => tagsIn(input, 'tags'),
  further: (operation) =>
    operation.name === 'CreateQueue'
      ? queues(operation).flatMap(({ part }) =>
          tagging('sqs:TagQueue', part, { tags: tagsIn(operation.input, 'tags') }),
        )
      : [],
};

/** A queue's ARN is its name. */
function queues({ input }: Operation): NamedResource[] {
  const name = textAt(input, 'QueueName') ?? textAt(input, 'QueueUrl')?.split('/').at(-1);
  return name === undefined ? [] : [{ type: 'queue', part: name }];
}
