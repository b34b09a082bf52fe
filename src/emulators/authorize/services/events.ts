import { structuresAt, textAt } from '../input';
import { tagging } from '../in-callers-name';
import type { NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

/** Amazon EventBridge. A rule of the default bus is named without the bus, any other with it. */
export const events: ServiceRules = {
  prefix: 'events',
  signedAs: ['events'],
  protocol: 'json',
  named: ({ name, input }) => (name === 'PutEvents' ? buses(input) : rules({ name, input })),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  passedTo: () => 'events.amazonaws.com',
  further: (operation) =>
    operation.name === 'PutRule'
      ? rules(operation).flatMap(({ part }) =>
          tagging('events:TagResource', part, { tags: tagsIn(operation.input, 'Tags') }),
        )
      : [],
};

function buses(input: Operation['input']): NamedResource[] {
  const names = structuresAt(input, 'Entries').map((entry) => textAt(entry, 'EventBusName') ?? 'default');
  return [...new Set(names)].map((name) => ({
    type: 'event-bus',
    part: `event-bus/${name.replace(/^arn:.*:event-bus\//, '')}`,
  }));
}

function rules({ name: operation, input }: Operation): NamedResource[] {
  const name = textAt(input, 'Rule') ?? (/Rule$/.test(operation) ? textAt(input, 'Name') : undefined);
  if (name === undefined) return [];
  const bus = textAt(input, 'EventBusName') ?? 'default';
  if (bus === 'default') return [{ type: 'rule-on-default-event-bus', part: `rule/${name}` }];
  return [{ type: 'rule-on-custom-event-bus', part: `rule/${bus}/${name}` }];
}
