import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Session } from '../../../src/cli/profiles';
import { openBrowser } from '../../support/cli/browser';
import { startIdp } from '../../support/cli/idp-process';
import type { TestPlane } from '../../support/plane/plane';
import { readCode } from '../../support/plane/test-issuer';
import { openPlane } from '../../e2e/open-plane';

const bundle = join(process.cwd(), 'dist/bin/idp.cjs');

describe('a person who signs in with a browser', () => {
  let on: TestPlane;
  let browser: Browser;
  let home: string;

  beforeAll(async () => {
    [on, browser] = await Promise.all([openPlane(), openBrowser()]);
  });
  afterAll(() => browser.close());
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'leasehold-home-'));
  });

  const idp = (...args: string[]) => startIdp(args, { bundle, home });
  const kept = () => join(home, '.config', 'leasehold', 'profiles', 'default.json');
  const readKept = () => JSON.parse(readFileSync(kept(), 'utf8')) as { url: string; session: Session | null };

  /** Begins to sign in, and presses a button of the page at the address that `idp` prints. */
  const logIn = async (button: RegExp) => {
    const login = idp('auth', 'login', '--no-browser', '--url', on.plane.url);
    const address = await login.says(/^http:\/\/127\.0\.0\.1:\d+\/authorize\?\S+$/m);
    const page = await browser.newPage();
    await page.goto(address);
    await page.getByLabel(/^The code in/).fill(await readCode(on.plane.codeFile));
    await page.getByRole('button', { name: button }).click();
    const title = await page.getByRole('heading').textContent();
    await page.close();
    return { title, ...(await login.ended) };
  };

  it('is known to the control plane afterwards, until they sign out', async () => {
    const { title, code, said } = await logIn(/Sign in as Ada/);

    expect({ title, code }).toEqual({ title: 'Return to the terminal', code: 0 });
    expect(said).toContain(`Signed in to ${on.plane.url} as local:ada@example.com (admin).`);
    expect(said).not.toContain(readKept().session?.idToken);
    expect(statSync(kept()).mode & 0o777).toBe(0o600);
    expect(await idp('list', '--json').ended).toEqual({ code: 0, said: '[]\n' });
    expect((await idp('auth', 'status').ended).said).toContain('ada@example.com (admin)');

    expect((await idp('auth', 'logout').ended).code).toBe(0);
    expect(readKept()).toEqual({ url: on.plane.url, session: null });
    expect((await idp('list').ended).code).toBe(3);
  });

  it('who says no is not signed in', async () => {
    const { title, code, said } = await logIn(/Cancel/);

    expect({ title, code }).toEqual({ title: 'You are not signed in', code: 3 });
    expect(said).toContain('access_denied');
  });
});
