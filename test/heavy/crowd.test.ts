import type { EnvironmentView } from '../../src/domain/environment/view';
import { openPlane } from '../e2e/open-plane';

const size = 20;
const names = Array.from({ length: size }, (_, index) => `crowd-${index}`);

describe('a crowd of environments', () => {
  it('is built and destroyed at once: none is lost, each has its own receipt, and no request fails', async () => {
    const { api } = await openPlane();
    const together = (act: (name: string) => Promise<EnvironmentView>) => Promise.all(names.map(act));
    const birth = { template: 'playground', ttl: '1d', inputs: { resources: 1 } };

    const made = await together((name) => api.want('POST /environments', { body: { name, ...birth } }));
    const built = await together((name) => api.settled(name));
    await together((name) => api.want(`DELETE /environments/${name}`));
    const gone = await together((name) => api.until(name, ({ status }) => status === 'destroyed'));

    const receipts = gone.map(({ receipt }) => receipt?.digest);
    expect(built.map(({ status }) => status)).toEqual(names.map(() => 'ready'));
    expect(gone.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    expect(gone.every(({ receipt }) => receipt?.built === true)).toBe(true);
    expect(new Set(receipts).size).toBe(size);
    expect(api.statuses.filter((status) => status >= 500)).toEqual([]);
    expect(api.statuses.filter((status) => status === 202)).toHaveLength(2 * size);
  });
});
