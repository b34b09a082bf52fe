import type * as z from 'zod';
import { sha256 } from '../../../support/builders/sha256';
import { owns } from '../../../../src/domain/access/authorize';
import {
  actorOf as identify,
  type ClaimRules,
  type Claims,
  WorkloadRule,
} from '../../../../src/domain/access/identity';

const actorOf = (claims: Claims, rules: ClaimRules) => identify(claims, rules, sha256);
const people: ClaimRules = {
  name: 'corp',
  former: true,
  kind: 'person',
  claims: { id: 'email', name: 'name', roles: 'roles', teams: 'teams' },
  defaultRoles: ['viewer'],
  workloads: [],
};
const workflows = (...rules: z.input<typeof WorkloadRule>[]): ClaimRules => ({
  ...people,
  kind: 'workload',
  workloads: rules.map((rule) => WorkloadRule.parse(rule)),
});
const push: Claims = {
  repository: 'acme/shop',
  repository_id: '42',
  repository_owner: 'acme',
  repository_owner_id: '7',
  ref: 'refs/heads/main',
  environment: 'production',
};

describe('actorOf a person', () => {
  it('reads id, name, roles and teams from the claims that the issuer is configured with', () => {
    const claims = {
      email: 'ann@example.com',
      email_verified: true,
      name: 'Ann',
      roles: ['developer', 'approver'],
      teams: ['payments'],
    };

    expect(actorOf(claims, people)).toEqual({
      kind: 'person',
      id: 'corp:ann@example.com',
      formerly: 'ann@example.com',
      name: 'Ann',
      roles: ['developer', 'approver'],
      teams: ['payments'],
    });
  });

  it.each([
    'ann\n',
    'a\u0000nn',
    '\u001b[31mann',
    'a\u202enn',
    'ann\u2066',
    'ann\u200b',
    '\ufeffann',
    'a\u{e0041}nn',
  ])('lets nobody in whose id or team is %j', (odd) => {
    const claims = { sub: odd, teams: ['payments', odd] };
    const rules = { ...people, claims: { ...people.claims, id: 'sub' } };

    for (const one of [
      { ...claims, teams: [] },
      { ...claims, sub: 'ann' },
    ])
      expect(() => actorOf(one, rules)).toThrow(
        expect.objectContaining({
          code: 'Unauthenticated',
          message: expect.stringContaining('control characters'),
        }) as Error,
      );
  });

  it.each(['François Müller', '開発チーム', 'Data Platform', 'مجموعة', '😀'])(
    'lets in who and whose team is %s',
    (plain) => {
      const rules = { ...people, claims: { ...people.claims, id: 'sub' } };

      expect(actorOf({ sub: plain, teams: [plain] }, rules)).toMatchObject({
        id: `corp:${plain}`,
        teams: [plain],
      });
    },
  );

  it('shows a name without what rules a terminal, cut between characters', () => {
    const name = (given: string) =>
      actorOf({ email: 'a@b.c', email_verified: true, name: given }, people).name;

    expect(name('\u001b[31mAnn\u001b[0m\nSmith\u202e')).toBe('Ann Smith');
    expect(name('😀'.repeat(150))).toMatch(/^(?:😀)+…$/u);
  });

  it('reads lists that are written as one text, and from other claims', () => {
    const rules = {
      ...people,
      claims: { id: 'sub', name: 'nick', roles: 'cognito:groups', teams: 'groups' },
    };
    const claims = { sub: 'u-1', 'cognito:groups': 'admin, everyone', groups: 'payments search payments' };

    expect(actorOf(claims, rules)).toMatchObject({
      id: 'corp:u-1',
      formerly: 'u-1',
      name: 'u-1',
      roles: ['admin'],
      teams: ['payments', 'search'],
    });
  });

  it('gives the default roles to whom the token gives none that Leasehold knows', () => {
    const ann = { email: 'ann@example.com', email_verified: true };

    expect(actorOf({ ...ann, roles: ['staff'] }, people).roles).toEqual(['viewer']);
    expect(actorOf(ann, people).roles).toEqual(['viewer']);
  });

  it.each<[string, Claims, string]>([
    ['without an id', { name: 'Ann' }, "the token has no claim 'email'"],
    ['whose id is no text', { email: 7 }, "the token has no claim 'email'"],
    ['whose address is not verified', { email: 'a@b.c', email_verified: false }, 'is not verified'],
    ['of whose address nothing is said', { email: 'a@b.c', email_verified: undefined }, 'is not verified'],
    ['whose address is verified in a text', { email: 'a@b.c', email_verified: 'true' }, 'is not verified'],
    ['who calls themselves a repository', { email: 'repo:42' }, "'repo:42' is not the id of a person"],
    ['who calls themselves Leasehold', { email: 'leasehold' }, "'leasehold' is not the id of a person"],
    ['whose id is too long', { email: 'x'.repeat(201) }, 'too long or too many'],
  ])('refuses one %s', (_, claims, reason) => {
    expect(() => actorOf({ email_verified: true, ...claims }, people)).toThrow(
      expect.objectContaining({ code: 'Unauthenticated', message: expect.stringContaining(reason) }),
    );
  });
});

describe('actors of several issuers', () => {
  const claims = {
    email: 'ann@example.com',
    email_verified: true,
    roles: ['developer'],
    teams: ['payments', 'guest:payments'],
  };
  const corp = actorOf(claims, people);
  const guest = actorOf(claims, { ...people, name: 'guest', former: false });

  it('are others, whatever their addresses and numbers', () => {
    const server = workflows({ repositoryId: '42' });

    expect([corp.id, guest.id]).toEqual(['corp:ann@example.com', 'guest:ann@example.com']);
    expect(actorOf(push, server).id).toBe('corp:repo:42');
    expect(actorOf(push, { ...server, name: 'ghe' }).id).toBe('ghe:repo:42');
  });

  it('have teams of their own, and bare names only where those are meant', () => {
    expect(corp.teams).toEqual(['payments', 'corp:guest:payments']);
    expect(guest.teams).toEqual(['guest:payments', 'guest:guest:payments']);
  });

  it('own what was stored before only where that was theirs', () => {
    const stored = { name: 'foo', owner: 'ann@example.com', team: 'payments' };

    expect(owns(corp, stored)).toBe(true);
    expect(owns(guest, stored)).toBe(false);
    expect(guest).not.toHaveProperty('formerly');
  });
});

describe('actorOf a workload', () => {
  it('is known by the number of its repository, called by its name, and a developer unless the rule says more', () => {
    expect(actorOf(push, workflows({ repositoryOwnerId: '7' }))).toEqual({
      kind: 'workload',
      id: 'corp:repo:42',
      formerly: 'repo:42',
      name: 'acme/shop',
      roles: ['developer'],
      teams: [],
    });
  });

  it('takes roles and teams of the first rule that lets it in', () => {
    const rules = workflows(
      { repositoryId: '42', environment: 'staging', roles: ['viewer'] },
      { repositoryId: '42', ref: 'refs/heads/*', roles: ['admin'], teams: ['payments'] },
      { repositoryOwnerId: '7' },
    );

    expect(actorOf(push, rules)).toMatchObject({ roles: ['admin'], teams: ['payments'] });
  });

  it('takes on the templates and targets that the rule names', () => {
    const limits = { templates: ['api-*'], targets: ['dev'] };
    const [branch, pull] = [push, { ...push, event_name: 'pull_request', ref: 'refs/pull/12/merge' }];
    const rules = workflows(
      { repositoryId: '42', ...limits },
      { repositoryId: '42', pullRequests: true, targets: ['dev'] },
    );

    expect(actorOf(branch, rules).limits).toEqual(limits);
    expect(actorOf(pull, rules).limits).toEqual({ targets: ['dev'] });
  });

  it.each([
    ['no rule', workflows()],
    ['another repository', workflows({ repositoryId: '43' })],
    ['another owner', workflows({ repositoryOwnerId: '77' })],
    ['another branch', workflows({ repositoryId: '42', ref: 'refs/heads/release/*' })],
    ['another environment', workflows({ repositoryId: '42', environment: 'prod' })],
  ])('refuses a workflow that %s lets in', (_, rules) => {
    expect(() => actorOf(push, rules)).toThrow('no rule admits the workflow of acme/shop');
  });

  describe('for a pull request', () => {
    const pull = { ...push, event_name: 'pull_request', ref: 'refs/pull/12/merge' };
    const rules = workflows(
      { repositoryId: '42' },
      { repositoryId: '42', pullRequests: true, teams: ['payments'] },
    );

    it('is somebody of its own, who has one preview', () => {
      expect(actorOf(pull, rules)).toEqual({
        kind: 'workload',
        id: 'corp:repo:42:pull:12',
        formerly: 'repo:42:pull:12',
        name: 'acme/shop#12',
        roles: ['developer'],
        teams: ['payments'],
        preview: `pr-12-shop-${sha256('corp:repo:42:pull:12').slice(0, 8)}`,
      });
    });

    it('may plan the stacks that its rule names, which only a rule for pull requests may do', () => {
      const rule = { repositoryId: '42', pullRequests: true, stacks: ['shop-*'] };

      expect(actorOf(pull, workflows(rule)).stacks).toEqual(['shop-*']);
      expect(WorkloadRule.safeParse({ ...rule, pullRequests: false }).error?.issues).toMatchObject([
        { path: ['stacks'] },
      ]);
    });

    it('may try templates of its teams where its rule says so', () => {
      const rule = { repositoryId: '42', pullRequests: true, teams: ['payments'] };

      expect(actorOf(pull, workflows({ ...rule, trials: true })).trials).toBe(true);
      expect(actorOf(pull, workflows({ ...rule, trials: false }))).not.toHaveProperty('trials');
    });

    it.each([
      ['is let in by no rule for branches', pull, workflows({ repositoryId: '42' }), 'no rule admits'],
      [
        'lets no branch in by its own rule',
        push,
        workflows({ repositoryId: '42', pullRequests: true }),
        'no rule admits',
      ],
      ['of a fork is another repository', { ...pull, repository_id: '43' }, rules, 'no rule admits'],
      [
        'is not taken for its base branch',
        { ...pull, event_name: 'pull_request_target', ref: 'refs/heads/main' },
        rules,
        "use 'on: pull_request'",
      ],
      ['must say which', { ...pull, ref: 'refs/pull/x/merge' }, rules, 'does not name one'],
      ['cannot be numbered nought', { ...pull, ref: 'refs/pull/0/merge' }, rules, 'does not name one'],
      [
        'is one by its ref alone',
        { ...push, ref: 'refs/pull/12/merge' },
        workflows({ repositoryId: '42' }),
        'no rule',
      ],
    ])('%s', (_what, claims, given, reason) => {
      expect(() => actorOf(claims, given)).toThrow(reason);
    });
  });

  it('takes the workflow of a merged pull request for one of the branch it was merged into', () => {
    const merged = { ...push, event_name: 'pull_request' };

    const rules = [
      { repositoryId: '42', ref: 'refs/heads/main' },
      { repositoryId: '42', pullRequests: true },
    ];
    const actor = actorOf(merged, workflows(...rules));

    expect(actor.id).toBe('corp:repo:42');
    expect(actor).not.toHaveProperty('preview');
    expect(() => actorOf({ ...merged, ref: 'refs/heads/other' }, workflows(...rules))).toThrow(
      'no rule admits',
    );
  });

  it('refuses a token that names no repository, whatever the rules', () => {
    const { repository_id: _, ...claims } = push;

    expect(() => actorOf(claims, workflows({ repositoryOwnerId: '7' }))).toThrow("no claim 'repository_id'");
  });
});

describe('WorkloadRule', () => {
  it('demands a numeric id, as names of repositories and owners can be taken over', () => {
    expect(WorkloadRule.safeParse({ ref: 'refs/heads/main' }).success).toBe(false);
    expect(WorkloadRule.safeParse({ repositoryId: 'acme/shop' }).success).toBe(false);
  });

  it('gives a pull request no more than a developer has', () => {
    const rule = { repositoryId: '42', pullRequests: true };

    expect(WorkloadRule.safeParse(rule).success).toBe(true);
    expect(WorkloadRule.safeParse({ ...rule, roles: ['admin'] }).error?.issues).toMatchObject([
      { path: ['roles'], message: expect.stringContaining('can only be developer') },
    ]);
  });

  it('allows trials only of pull requests, as others may or may not by their role', () => {
    const rule = { repositoryId: '42', trials: true };

    expect(WorkloadRule.safeParse({ ...rule, pullRequests: true }).success).toBe(true);
    expect(WorkloadRule.safeParse(rule).error?.issues).toMatchObject([{ path: ['trials'] }]);
  });
});
