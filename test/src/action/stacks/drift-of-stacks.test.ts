import { readDrift } from '../../../../src/action/stacks/drift-of-stacks';
import type { ResponseOf } from '../../../../src/client/typed/operation';

type DriftList = ResponseOf<'list-drift'>;

const at = '2026-01-02T00:00:00.000Z';
const inside = (name: string) => ({
  name,
  addresses: [`aws_sqs_queue.${name.replace('.', '_')}`],
  at,
  version: '1.0.0',
});
const changed = {
  cause: '3f9a0c11d2e4',
  type: 'aws_sqs_queue',
  change: { attribute: 'delay_seconds', before: 5, after: 60 },
  isHidden: false,
  environments: [inside('shop.web'), inside('shopping.web'), inside('lone')],
};
const gone = { ...changed, cause: '0c11d2e43f9a', change: null, environments: [inside('lone')] };
const listOf = (more: Partial<DriftList>): DriftList => ({
  causes: [],
  checked: 3,
  unchecked: [],
  expected: 0,
  complete: true,
  ...more,
});
const read = (list: DriftList, names: [string, string[]][] = [['shop', ['lone']]]) =>
  readDrift({ listDrift: () => Promise.resolve(list) }, new Map(names));

it('names the causes in the components of the stack and in what else it names, and in nothing of another one', async () => {
  const [report] = await read(listOf({ causes: [changed, gone] }));

  expect(report).toMatchObject({ stack: 'shop', verdict: 'drifted', title: 'has drifted: 2 causes' });
  const text = JSON.stringify(report?.sections);
  expect(text).toContain(
    '3f9a0c11d2e4 aws_sqs_queue delay_seconds: 5 → 60 (shop.web aws_sqs_queue.shop_web; lone',
  );
  expect(text).toContain('0c11d2e43f9a aws_sqs_queue is gone (lone');
  expect(text).not.toContain('shopping');
  expect(text).toContain('idp stacks retry shop');
});

it('says what has not been checked yet beside a stack without drift', async () => {
  const [report] = await read(listOf({ unchecked: ['shop.api', 'other.api'] }));

  expect(report).toMatchObject({ verdict: 'clean', title: 'has no drift' });
  expect(JSON.stringify(report?.sections)).toContain('shop.api');
  expect(JSON.stringify(report?.sections)).not.toContain('other.api');
});

it('says nothing of a stack where not everything was listed, unless it is seen to have drifted', async () => {
  expect(await read(listOf({ complete: false }))).toEqual([]);
  expect(await read(listOf({ complete: false, causes: [changed] }))).toMatchObject([{ verdict: 'drifted' }]);
});

it('reports each stack for itself', async () => {
  const reports = await read(listOf({ causes: [changed] }), [
    ['shop', []],
    ['blog', []],
  ]);
  expect(reports.map(({ stack, verdict }) => `${stack} ${verdict}`)).toEqual(['shop drifted', 'blog clean']);
});
