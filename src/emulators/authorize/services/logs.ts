import { textAt } from '../input';
import { eachOf, namedBy } from '../named-by';
import { tagging } from '../in-callers-name';
import type { NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

/** CloudWatch Logs. */
export const logs: ServiceRules = {
  prefix: 'logs',
  signedAs: ['logs'],
  protocol: 'json',
  named: eachOf(namedBy('log-group', 'log-group:{}', 'logGroupName'), streams, groupOfArn),
  tags: ({ input }) => tagsIn(input, 'tags'),
  // "To attach tags on creation you need logs:TagResource too": the API's page of CreateLogGroup.
  further: ({ name, input }) =>
    name === 'CreateLogGroup'
      ? tagging('logs:TagResource', `log-group:${textAt(input, 'logGroupName')}`, {
          tags: tagsIn(input, 'tags'),
        })
      : [],
};

/** Tags are asked for by an ARN, with or without the `:*` of its streams. */
function groupOfArn({ input }: Operation): NamedResource[] {
  const [, part] =
    /^arn:[^:]*:logs:[^:]*:\d*:(log-group:[^:]*)/.exec(textAt(input, 'resourceArn') ?? '') ?? [];
  return part === undefined ? [] : [{ type: 'log-group', part }];
}

function streams({ input }: Operation): NamedResource[] {
  const [group, stream] = [textAt(input, 'logGroupName'), textAt(input, 'logStreamName')];
  return group === undefined || stream === undefined
    ? []
    : [{ type: 'log-stream', part: `log-group:${group}:log-stream:${stream}` }];
}
