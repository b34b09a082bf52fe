import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';
import { evidenceOf, lifeOf, views } from '../../../support/builders/views';

describe('idp life', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it('shows an ended life with its receipt', async () => {
    const view = views.destroyed();
    api = await startFakeApi({ [`GET /lives/${view.id}`]: lifeOf(view, evidenceOf(view)) });

    const { code, stdout } = await runIdp(['life', view.id], api);

    expect(code).toBe(0);
    expect(stdout).toContain('  Status    destroyed\n');
    expect(stdout).toContain('  Lease     2h, ended 2026-01-01 00:00 UTC\n');
    expect(stdout).toContain('  Result           nothing is left\n');
    expect(stdout).not.toContain('Approved by');
  });

  it.each([
    [{ approvedBy: null, selfApproved: false }, 'no one; no approval was needed'],
    [{ approvedBy: 'eve@example.com', selfApproved: false }, 'eve@example.com'],
    [
      { approvedBy: 'ada@example.com', selfApproved: true },
      'ada@example.com, who also requested it; this stage allows that',
    ],
  ])('says who asked and who approved: %j', async (approval, says) => {
    const view = views.destroyed();
    const receipt = { ...view.receipt, consent: { askedBy: 'ada@example.com', ...approval } };
    api = await startFakeApi({ [`GET /lives/${view.id}`]: { ...lifeOf(view, evidenceOf(view)), receipt } });

    const { stdout } = await runIdp(['life', view.id], api);

    expect(stdout).toMatch(/^ {2}Asked by +ada@example\.com$/m);
    expect(
      stdout
        .split('\n')
        .find((line) => line.includes('Approved by'))
        ?.trim(),
    ).toBe(`Approved by      ${says}`);
  });
});
