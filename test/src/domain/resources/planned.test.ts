import { plannedIn } from '../../../../src/domain/resources/planned';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';

const change = (type: string, of: object) => ({
  address: `${type}.this`,
  mode: 'managed',
  type,
  name: 'this',
  provider_name: 'aws',
  change: { actions: ['create'], ...of },
});

/** The first of these changes, as their plan says it. */
function plannedFirst(...changes: object[]) {
  const plan = parsePlan({ terraform_version: '1.11.4', resource_changes: changes });
  const [first] = plan.resource_changes;
  if (!first) throw new Error('The plan changes nothing.');
  return plannedIn(plan, first);
}

describe('plannedIn', () => {
  it('reads a value that is known, as text, and of what goes the value that it had', () => {
    const made = plannedFirst(change('aws_vpc', { after: { size: 7, on: true, list: [] } }));
    const gone = plannedFirst(change('aws_vpc', { before: { name: 'old' }, after: null }));

    expect(['size', 'on', 'list', 'name'].map(made.value)).toEqual(['7', 'true', undefined, undefined]);
    expect(gone.value('name')).toBe('old');
  });

  it('takes for set what is known and not empty, and what is not known yet', () => {
    const { isSet, isKnown } = plannedFirst(
      change('aws_vpc', {
        after: { text: 'a', none: null, off: false, zero: 0, blank: '', list: [], block: [{}] },
        after_unknown: { later: true, parts: [true] },
      }),
    );
    const names = ['text', 'none', 'off', 'zero', 'blank', 'list', 'block', 'later', 'parts', 'other'];

    expect(names.filter(isSet)).toEqual(['text', 'block', 'later']);
    expect(names.filter(isKnown)).toEqual(['text', 'block']);
  });

  it('takes everything for set where nothing is known yet', () => {
    expect(plannedFirst(change('aws_vpc', { after: {}, after_unknown: true })).isSet('any')).toBe(true);
  });

  it('reads nested blocks, of which Terraform makes lists', () => {
    const { block } = plannedFirst(
      change('aws_vpc', { after: { sse: [{ enabled: true }] }, after_unknown: { sse: [{ key: true }] } }),
    );

    expect(block('sse').value('enabled')).toBe('true');
    expect(block('none').value('enabled')).toBeUndefined();
  });

  it('knows which attributes an update changes', () => {
    const { isChanged } = plannedFirst(
      change('aws_vpc', {
        before: { same: ['a'], other: 'b', later: 'c' },
        after: { same: ['a'], other: 'x' },
        after_unknown: { later: true },
      }),
    );

    expect(['same', 'other', 'later'].filter(isChanged)).toEqual(['other', 'later']);
  });

  it('finds what it refers to by name in the same plan, and any of the type while the name is not known', () => {
    const roles = ['a', 'b'].map((name) => change('aws_iam_role', { after: { name, path: `/${name}/` } }));
    const policy = (after: object) => plannedFirst(change('aws_iam_role_policy', { after }), ...roles);

    expect(policy({ role: 'b' }).other('aws_iam_role', 'role')?.value('path')).toBe('/b/');
    expect(policy({}).other('aws_iam_role', 'role')?.value('path')).toBe('/a/');
    expect(policy({ role: 'c' }).other('aws_iam_role', 'role')).toBeUndefined();
  });
});
