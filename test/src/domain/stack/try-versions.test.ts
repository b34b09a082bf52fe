import { type Problems, sortProblems } from '../../../../src/domain/stack/place';
import {
  parseTried,
  problemsBrought,
  type TriedVersions,
  whyNotTried,
  withVersions,
} from '../../../../src/domain/stack/try-versions';
import { type FindTemplate, resolveValues } from '../../../../src/domain/stack/resolve-stacks';
import { inLines, resolveFiles } from '../../../support/stacks/resolve-files';
import { findTestTemplate } from '../../../support/stacks/stack-templates';

const files = {
  'dev.yaml': `stack: dev
components:
  pinned: { template: vpc@1.2.0, inputs: { vpc_cidr: 10.0.0.0/16 } }
  ranged: { template: vpc@^1, inputs: { vpc_cidr: 10.1.0.0/16, zoness: 2 } }
  newest: { template: vpc, inputs: { vpc_cidr: 10.2.0.0/16, zone: 2 } }
  eks: { template: eks, inputs: { subnet_ids: { ref: pinned.private_subnet_ids } } }
  off: { template: vpc, enabled: false, inputs: { zones: 2 } }
`,
};

/** Version 2 of the network gives its subnets out as one text. */
const find: FindTemplate = (asked) => {
  const found = findTestTemplate(asked);
  if (typeof found !== 'object' || found.name !== 'vpc' || found.version !== '2.0.0') return found;
  const { private_subnet_ids: subnets, ...outputs } = found.outputs;
  return (
    subnets && {
      ...found,
      outputs: { ...outputs, private_subnet_ids: { ...subnets, schema: { type: 'string' } } },
    }
  );
};

const drafts = new Map(
  [...resolveFiles(files, find).stacks].map(([name, { draft }]) => [name, draft] as const),
);

const tried = (...texts: string[]): TriedVersions => {
  const parsed = parseTried(texts);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
};

function versionsWith(...texts: string[]): Record<string, string | undefined> {
  const problems: Problems = [];
  const stacks = resolveValues(withVersions(drafts, tried(...texts)), find, problems);
  const components = [...(stacks.get('dev')?.components ?? [])];
  expect(problems).toEqual([]);
  return Object.fromEntries(components.map(([name, { template }]) => [name, template?.version]));
}

describe('versions that are tried', () => {
  it('hold for every component of the template, whatever it names, and for no other', () => {
    const others = { eks: '1.0.0' };

    expect(versionsWith()).toEqual({
      pinned: '1.2.0',
      ranged: '1.3.0',
      newest: '2.0.0',
      off: '2.0.0',
      ...others,
    });
    expect(versionsWith('vpc=2')).toEqual({
      pinned: '2.0.0',
      ranged: '2.0.0',
      newest: '2.0.0',
      off: '2.0.0',
      ...others,
    });
    expect(versionsWith('vpc=~1.2', 'eks=1')).toEqual({
      pinned: '1.2.0',
      ranged: '1.2.0',
      newest: '1.2.0',
      off: '1.2.0',
      ...others,
    });
  });

  it('leave what is there as it was', () => {
    withVersions(drafts, tried('vpc=2'));

    expect(drafts.get('dev')?.components.get('pinned')?.template?.range).toBe('1.2.0');
  });

  it('bring only the problems that are not there already', () => {
    const brought = problemsBrought(drafts, withVersions(drafts, tried('vpc=2')), find);

    expect(inLines(sortProblems(brought))).toEqual([
      'dev.yaml:6:54 pinned.private_subnet_ids (vpc 2.0.0) cannot be subnet_ids of eks: private_subnet_ids is a string, but the input takes a list',
    ]);
  });

  it.each([
    ['vpc', "'vpc' is not a template with a version; write vpc=2, vpc=^1.2 or vpc=1.2.3"],
    ['=2', "'=2' is not a template with a version; write vpc=2, vpc=^1.2 or vpc=1.2.3"],
    ['vpc=', "'vpc=' is not a template with a version; write vpc=2, vpc=^1.2 or vpc=1.2.3"],
    ['vpc=01', "'vpc=01' is not a template with a version; write vpc=2, vpc=^1.2 or vpc=1.2.3"],
    ['vpc=1=2', "'vpc=1=2' is not a template with a version; write vpc=2, vpc=^1.2 or vpc=1.2.3"],
    ['VPC=1', "'VPC=1' is not a template with a version; write vpc=2, vpc=^1.2 or vpc=1.2.3"],
  ])('are refused where they mean nothing: %s', (text, problem) => {
    expect(parseTried([text])).toEqual({ problem });
  });

  it('are refused where one template has two', () => {
    expect(parseTried(['vpc=1', 'vpc=2'])).toEqual({
      problem: 'the template vpc has two versions to try; name one',
    });
  });

  it('may be of a template with an owner', () => {
    expect([...tried('shop/vpc=1.2', 'db@2')]).toEqual([
      ['shop/vpc', '1.2'],
      ['db', '2'],
    ]);
  });

  it.each([
    ['vpc=2', undefined],
    ['queue=1', "no component uses the template 'queue': known: vpc, eks"],
    ['vpc=9', 'no version of vpc is in 9: there is 2.0.0, 1.3.0, 1.2.0'],
  ])('must be of a template that is used, and exist: %s', (text, why) => {
    expect(whyNotTried(tried(text), drafts, find)).toBe(why);
  });

  it('are not held against anything where no catalog could be asked', () => {
    expect(whyNotTried(tried('vpc=9'), drafts, () => undefined)).toBeUndefined();
  });
});
