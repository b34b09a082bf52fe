import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readRepositoryConfig } from '../../src/action/lease-request';
import { Issuer } from '../../src/config/hub';
import { makeRepository } from '../support/github/action-step';
import { readAll, readWorkflow } from '../workflows/workflow-files';
import { rules } from '../workflows/workflow-rules';

const text = readFileSync('docs/github.md', 'utf8');
const blocks = (language: string) =>
  [...text.matchAll(new RegExp('```' + language + '\\n([\\s\\S]*?)```', 'g'))].map(([, block = '']) => block);

interface Call {
  uses: string;
  with: Record<string, string>;
  permissions: Record<string, string>;
}

describe('docs/github.md', () => {
  const [wish = '', ...copies] = blocks('yaml');
  const copied = copies.map((copy) =>
    readWorkflow('copied.yml', copy.replaceAll('<release>', 'f'.repeat(40))),
  );
  const calls = copies.flatMap((copy) => Object.values<Call>(parse(copy).jobs));
  const called = ({ uses }: Call) => readAll().find(({ file }) => uses.includes(`/${file}@`));

  it('shows issuers as a stage takes them', () => {
    const { issuers } = JSON.parse(blocks('json')[0] ?? '') as { issuers: unknown[] };

    expect(issuers.map((issuer) => Issuer.parse(issuer).workloads.length)).toEqual([2]);
  });

  it("shows a repository's wish as the action takes it", async () => {
    const file = join(makeRepository(wish), 'config.yml');

    expect(await readRepositoryConfig(file, undefined)).toMatchObject({ template: 'api-service', ttl: '3d' });
  });

  it('shows workflows that keep the rules of ours', () => {
    const kept = [
      'takes no expression into a script',
      'gives each job its own permissions, and no others',
      'needs no secret',
    ];

    expect(copied).toHaveLength(6);
    for (const file of copied) for (const name of kept) expect(rules[name]?.(file)).toEqual([]);
  });

  it('calls workflows that exist, with inputs that they know and all that they need', () => {
    expect(calls).toHaveLength(7);
    for (const call of calls) {
      const { inputs } = called(call)?.on.workflow_call as { inputs: Record<string, { required?: boolean }> };
      const needed = Object.keys(inputs).filter((name) => inputs[name]?.required === true);
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(call.with)));
      expect(Object.keys(call.with)).toEqual(expect.arrayContaining(needed));
    }
  });

  it('grants each call exactly what the jobs that it calls ask for', () => {
    for (const call of calls) {
      const asked = Object.values(called(call)?.jobs ?? {}).map(({ permissions }) => permissions);
      expect(call.permissions).toEqual(Object.assign({}, ...asked));
    }
  });
});
