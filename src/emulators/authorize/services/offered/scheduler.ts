import { type Input, textAt } from '../../input';
import { type RestRoute, restReader } from '../../rest-route';
import type { NamedResource, Operation, ServiceRules } from '../../service-rules';
import { tagging } from '../../in-callers-name';
import { tagsIn } from '../../tags';

const tags = '/tags/{ResourceArn+}';

/** Method and path of an operation, as the API's page says them. */
const routes: RestRoute[] = [
  ['GET', '/schedules', 'ListSchedules'],
  ['GET', '/schedules/{Name}', 'GetSchedule'],
  ['POST', '/schedules/{Name}', 'CreateSchedule'],
  ['PUT', '/schedules/{Name}', 'UpdateSchedule'],
  ['DELETE', '/schedules/{Name}', 'DeleteSchedule'],
  ['GET', '/schedule-groups', 'ListScheduleGroups'],
  ['GET', '/schedule-groups/{Name}', 'GetScheduleGroup'],
  ['POST', '/schedule-groups/{Name}', 'CreateScheduleGroup'],
  ['DELETE', '/schedule-groups/{Name}', 'DeleteScheduleGroup'],
  ['GET', tags, 'ListTagsForResource'],
  ['POST', tags, 'TagResource'],
  ['DELETE', tags, 'UntagResource'],
];

/** Amazon EventBridge Scheduler: only groups have tags. */
export const scheduler: ServiceRules = {
  prefix: 'scheduler',
  signedAs: ['scheduler'],
  protocol: 'rest-json',
  rest: restReader(routes),
  named,
  tags: ({ input }) => tagsIn(input, 'Tags'),
  tagsOf: async (arn, ask) => {
    const text = await ask('scheduler', { path: `/tags/${encodeURIComponent(arn)}` });
    return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
  },
  passedTo: () => 'scheduler.amazonaws.com',
  further: ({ name, input }) =>
    name === 'CreateScheduleGroup'
      ? tagging('scheduler:TagResource', `schedule-group/${textAt(input, 'Name')}`, {
          tags: tagsIn(input, 'Tags'),
        })
      : [],
};

/** A schedule without a group is in the group that every account has; a call names that in its body or its query. */
function named({ name, input }: Operation): NamedResource[] {
  const called = textAt(input, 'Name');
  if (called === undefined) return [];
  const group = textAt(input, 'GroupName', 'groupName') ?? 'default';
  return name.endsWith('Group')
    ? [{ type: 'schedule-group', part: `schedule-group/${called}` }]
    : [{ type: 'schedule', part: `schedule/${group}/${called}` }];
}
