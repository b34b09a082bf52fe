import { serviceOf, withText } from '../../front/call';
import type { Correction } from '../correction';
import { type Document, type Kept, keyOf, layered } from '../kept/document';
import { formOf, regionOf } from '../kept/routed';

/** What an instance is asked for, by the name under which it is described. */
const asked: Record<string, string> = {
  MonitoringInterval: 'MonitoringInterval',
  MonitoringRoleArn: 'MonitoringRoleArn',
  EnablePerformanceInsights: 'PerformanceInsightsEnabled',
  PerformanceInsightsKMSKeyId: 'PerformanceInsightsKMSKeyId',
  PerformanceInsightsRetentionPeriod: 'PerformanceInsightsRetentionPeriod',
};

/** moto forgets how an instance is measured: the interval of its operating system, and its performance insights. */
export function databaseMonitoring(measured: Kept = new Map()): Correction {
  return {
    concerns: (head) => serviceOf(head) === 'rds',
    correct: async (call, forward) => {
      const form = formOf(call);
      const action = form.get('Action') ?? '';
      const answer = await forward(call);
      if (answer.status >= 300 || !/DBInstance/.test(action)) return answer;
      const keyIn = (id: string) => keyOf(regionOf(call), id);
      learn(measured, keyIn(form.get('DBInstanceIdentifier') ?? ''), form);
      const described = (one: string): string => {
        const [, id = ''] = /<DBInstanceIdentifier>(.*?)</.exec(one) ?? [];
        return one.replace('</DBInstance>', `${elementsOf(measured.get(keyIn(id)))}</DBInstance>`);
      };
      const text = answer.body.toString('utf8');
      return withText(answer, text.replaceAll(/<DBInstance>.*?<\/DBInstance>/gs, described));
    },
  };
}

/** What is made anew under a name has nothing of what was there before. */
function learn(measured: Kept, key: string, form: URLSearchParams): void {
  const action = form.get('Action') ?? '';
  if (!/^(Create|Modify|Delete)DBInstance/.test(action)) return;
  const given = Object.entries(asked).flatMap(([parameter, member]) => {
    const value = form.get(parameter);
    return value === null ? [] : [[member, value]];
  });
  const before = action.startsWith('Modify') ? (measured.get(key) ?? {}) : {};
  if (action.startsWith('Delete')) measured.delete(key);
  else measured.set(key, layered(before, Object.fromEntries(given) as Document));
}

function elementsOf(settings: Document | undefined): string {
  return Object.entries(settings ?? {})
    .map(([member, value]) => `<${member}>${String(value)}</${member}>`)
    .join('');
}
