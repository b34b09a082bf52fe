import { descendantsOf, stillRunning } from '../../support/plane/descendants';
import { buildBundles } from '../../support/plane/plane';
import { openPlane } from '../../e2e/open-plane';

const create = { name: 'same', template: 'playground', ttl: '1d' };

describe('planes on one machine', () => {
  it('live side by side, and each takes its own processes with it when it closes', async () => {
    // The bundler leaves a process of its own behind that serves the next build.
    await buildBundles();
    const before = descendantsOf(process.pid);
    const [one, other] = await Promise.all([openPlane(), openPlane()]);
    await one.api.want('POST /environments', { body: { ...create, inputs: { message: 'hello' } } });
    await other.api.want('POST /environments', { body: { ...create, inputs: { message: 'other' } } });
    const made = await Promise.all([one.api.settled('same'), other.api.settled('same')]);
    expect(made.map(({ status, inputs }) => [status, inputs['message']])).toEqual([
      ['ready', 'hello'],
      ['ready', 'other'],
    ]);
    expect(made[0]?.id).not.toBe(made[1]?.id);

    await other.api.want('POST /environments', {
      body: { ...create, name: 'long', inputs: { delay_seconds: 300 } },
    });
    await other.api.until('long', ({ run }) => (run?.progress?.current.length ?? 0) > 0);
    const running = descendantsOf(process.pid);
    await other.plane.close();

    const left = stillRunning(running).filter(({ pid }) => !before.some((known) => known.pid === pid));
    expect(running.some(({ command }) => command.includes('sleep 300'))).toBe(true);
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter(({ command }) => !command.includes('moto_server'))).toEqual([]);
    expect(await one.api.want('GET /environments/same')).toMatchObject({ status: 'ready' });
    await one.plane.close();

    const added = descendantsOf(process.pid).filter(({ pid }) => !before.some((known) => known.pid === pid));
    expect(added).toEqual([]);
  });
});
