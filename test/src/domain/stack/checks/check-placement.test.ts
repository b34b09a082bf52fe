import { checkAgainstPlane, type PlaneFacts } from '../../../../../src/domain/stack/checks/check-placement';
import type { StackProblem } from '../../../../../src/domain/stack/place';
import { inLines, resolveFiles } from '../../../../support/stacks/resolve-files';

const queue = 'components:\n  q: { template: queue }\n';
const one = { name: 'dev', region: 'eu-west-1', templates: ['queue'] };

describe('where a stack is built', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'the same account and region for one target',
      {
        'a.yaml': `stack: a\naccount: "111111111111"\nregion: eu-west-1\ntarget: dev\n${queue}`,
        'b.yaml': `stack: b\naccount: "222222222222"\nregion: eu-west-2\ntarget: dev\n${queue}`,
        'c.yaml': `stack: c\naccount: "222222222222"\nregion: eu-west-2\ntarget: other\n${queue}`,
      },
      [
        'b.yaml:2:10 the target dev cannot be in account 222222222222: the stack a has it in 111111111111 (a.yaml:2:10); a target is one account and region',
        'b.yaml:3:9 the target dev cannot be in region eu-west-2: the stack a has it in eu-west-1 (a.yaml:3:9); a target is one account and region',
      ],
    ],
    [
      'no longer than the template allows',
      { 'a.yaml': `stack: a\nlease: 91d\n${queue}  r: { template: queue, lease: 90d }\n` },
      ['a.yaml:2:8 q (queue 1.0.0) cannot live for 91d; write lease: for the component, 90d at most'],
    ],
    ['for ever, where the template allows that', { 'a.yaml': `stack: a\nlease: permanent\n${queue}` }, []],
  ])('is %s', (_, files, problems) => {
    expect(inLines(resolveFiles(files).problems)).toEqual(problems);
  });

  const against = (text: string, facts: PlaneFacts) => {
    const problems: StackProblem[] = [];
    checkAgainstPlane(resolveFiles({ 'a.yaml': `stack: a\n${text}` }).stacks, facts, problems);
    return inLines(problems);
  };

  it.each<[string, string, PlaneFacts, string[]]>([
    ['as it is', `target: dev\nregion: eu-west-1\n${queue}`, { targets: [one], mostEnvironments: 1 }, []],
    ['without a target', queue, { targets: [one] }, []],
    [
      'a target that does not exist',
      `target: dve\n${queue}`,
      { targets: [one] },
      ["a.yaml:2:9 there is no target 'dve': did you mean dev?"],
    ],
    [
      'a target in another region',
      `target: dev\nregion: eu-west-2\n${queue}`,
      { targets: [one] },
      [
        'a.yaml:3:9 the target dev (a.yaml:2:9) is in eu-west-1, not in eu-west-2; write region: eu-west-1, or name another target',
      ],
    ],
    [
      'a closed target, of one component',
      queue.replace('queue }', 'queue, target: dev }'),
      { targets: [{ ...one, closed: 'dev is only for the teams shop' }] },
      ['a.yaml:3:33 you may not use the target: dev is only for the teams shop'],
    ],
    [
      'a template that the target does not take',
      `target: dev\n${queue}`,
      { targets: [{ ...one, templates: ['vpc'] }] },
      ['a.yaml:2:9 the target dev does not take the template queue of q from you; it takes vpc'],
    ],
    [
      'more than the quota',
      `${queue}  r: { template: queue }\n  off: { template: queue, enabled: false }\n`,
      { targets: [], mostEnvironments: 1 },
      [
        'a.yaml:1:8 the stack has 2 components, and you may have 1 environment at once (idp quotas); turn some off, or ask an administrator for more',
      ],
    ],
  ])('is compared with the control plane: %s', (_, text, facts, problems) => {
    expect(against(text, facts)).toEqual(problems);
  });
});
