import { whileRenewed } from '../../../src/action/while-renewed';

/** Work that ends once something was renewed three times. */
function thrice(): { renew: () => Promise<void>; done: Promise<string>; count: () => number } {
  let count = 0;
  let end: (text: string) => void;
  const done = new Promise<string>((resolve) => (end = resolve));
  const renew = async () => {
    count += 1;
    if (count === 3) end('done');
    if (count === 1) throw new Error('GitHub does not answer');
  };
  return { renew, done, count: () => count };
}

describe('whileRenewed', () => {
  it('renews while the work lasts, also after a renewal that failed', async () => {
    const { renew, done, count } = thrice();

    expect(await whileRenewed(renew, () => done, 1)).toBe('done');

    expect(count()).toBe(3);
  });

  it('hands on why the work failed', async () => {
    const { renew, done } = thrice();
    const failing = () => done.then(() => Promise.reject(new Error('no lock')));

    await expect(whileRenewed(renew, failing, 1)).rejects.toThrow('no lock');
  });
});
