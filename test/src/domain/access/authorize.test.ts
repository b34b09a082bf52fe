import type { Actor, Role } from '../../../../src/domain/access/actor';
import { authorize, authorizeOn, owns, type AccessRequest } from '../../../../src/domain/access/authorize';

const actor = (roles: Role[], rest: Partial<Actor> = {}): Actor => ({
  kind: 'person',
  id: 'ann@example.com',
  name: 'Ann',
  roles,
  teams: [],
  ...rest,
});
const mine = { name: 'foo', owner: 'ann@example.com', team: null };
const teams = { name: 'bar', owner: 'bob@example.com', team: 'payments' };
const foreign = { name: 'baz', owner: 'bob@example.com', team: 'search' };

describe('authorize', () => {
  it.each<[Role, Role[]]>([
    ['viewer', ['viewer', 'developer', 'approver', 'admin']],
    ['developer', ['developer', 'admin']],
    ['approver', ['approver', 'admin']],
    ['admin', ['admin']],
  ])('lets in for %s exactly those who hold it: %s', (needed, holders) => {
    const roles: Role[] = ['viewer', 'developer', 'approver', 'admin'];

    const admitted = roles.filter((role) => {
      try {
        authorize(actor([role]), needed, 'look');
        return true;
      } catch {
        return false;
      }
    });

    expect(admitted.sort()).toEqual([...holders].sort());
  });

  it('refuses an actor without any role, naming what it needs', () => {
    expect(() => authorize(actor([]), 'viewer', 'list environments')).toThrow(
      'Ann may not list environments; this requires the role viewer.',
    );
  });
});

describe('owns', () => {
  it('knows the owner and the members of the team, and nobody else', () => {
    const member = actor(['developer'], { teams: ['payments'] });

    expect([mine, teams, foreign].map((environment) => owns(member, environment))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("gives a repository's branches the previews of its pull requests, and nothing of another repository", () => {
    const branch = actor(['developer'], { kind: 'workload', id: 'repo:12' });
    const preview = (owner: string) => ({ name: 'pr-7-shop', owner, team: null });

    expect(owns(branch, preview('repo:12:pull:7'))).toBe(true);
    expect(owns(branch, preview('repo:123:pull:7'))).toBe(false);
    expect(owns({ ...branch, id: 'repo:12:pull:7' }, preview('repo:12'))).toBe(false);
    expect(owns({ ...branch, id: 'repo:12:pull:7' }, preview('repo:12:pull:71'))).toBe(false);
    expect(owns({ ...branch, kind: 'person' }, preview('repo:12:pull:7'))).toBe(false);
  });

  it('gives an environment without a team to its owner alone', () => {
    expect(owns(actor([], { id: 'eve@example.com', teams: ['payments'] }), mine)).toBe(false);
  });
});

describe('authorizeOn', () => {
  const operate: AccessRequest = { need: 'operate', what: 'extend' };
  const approve: AccessRequest = { need: 'approve', what: 'approve the plan of' };
  const ownApprove: AccessRequest = { ...approve, ownerMayApprove: true };
  const administer: AccessRequest = { need: 'administer', what: 'unlock' };
  const developer = actor(['developer'], { teams: ['payments'] });
  const approver = actor(['approver'], { id: 'zoe@example.com' });
  const admin = actor(['admin'], { id: 'root@example.com' });

  it.each([
    ['a developer on their own', developer, mine, operate],
    ["a developer on their team's", developer, teams, operate],
    ['an approver about any plan', approver, foreign, approve],
    ['an owner about their plan-only plan', developer, mine, ownApprove],
    ['an admin everywhere', admin, foreign, operate],
    ['an admin about plans', admin, foreign, approve],
    ['an admin with what only admins may', admin, foreign, administer],
  ])('allows %s', (_, who, environment, wish) => {
    expect(() => authorizeOn(who, environment, wish)).not.toThrow();
  });

  it.each([
    ['a developer elsewhere', developer, foreign, operate],
    ['a viewer on what they once made', actor(['viewer']), mine, operate],
    ['an approver to build', approver, foreign, operate],
    ['an owner about a plan that needs an approver', developer, mine, approve],
    ["a stranger about another's plan-only plan", developer, foreign, ownApprove],
    ['a viewer who owns a plan-only plan', actor(['viewer']), mine, ownApprove],
    ['an owner what only admins may', developer, mine, administer],
  ])('refuses %s', (_, who, environment, wish) => {
    expect(() => authorizeOn(who, environment, wish)).toThrow(expect.objectContaining({ code: 'Forbidden' }));
  });

  it('says whom to ask', () => {
    expect(() => authorizeOn(developer, foreign, operate)).toThrow(
      "Ann may not extend 'baz'; this requires its owner bob@example.com, the team search (with the role developer) or an admin.",
    );
  });
});

describe('the workflow of a pull request', () => {
  const workflow = actor(['developer'], { id: 'repo:42:pull:7', preview: 'pr-7-shop', teams: ['payments'] });
  const wish: AccessRequest = { need: 'operate', what: 'destroy' };

  it('may change its preview', () => {
    expect(() =>
      authorizeOn(workflow, { ...mine, name: 'pr-7-shop', owner: workflow.id }, wish),
    ).not.toThrow();
  });

  it('may change nothing else, not even what its team or itself owns', () => {
    expect(() => authorizeOn(workflow, teams, wish)).toThrow("this one is only for 'pr-7-shop'");
    expect(() => authorizeOn(workflow, { ...mine, owner: workflow.id }, wish)).toThrow(
      "may not destroy 'foo'",
    );
  });

  it("may not change another's environment that has the name of its preview", () => {
    expect(() => authorizeOn(workflow, { ...foreign, name: 'pr-7-shop' }, wish)).toThrow(
      'its owner bob@example.com',
    );
  });
});
