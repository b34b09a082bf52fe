import { openFiles } from '../../../../src/cli/why/open-files';
import type { Context } from '../../../../src/cli/context';
import { views } from '../../../support/builders/views';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { templateVersion } from '../../../support/terraform/catalog';

describe('the files of an environment', () => {
  let store: FakeApi;
  afterEach(() => store.stop());

  it('are those of the bundle that it has, by its digest, so also of one that is only tried', async () => {
    store = await startFakeApi({ 'GET /bundle.zip': { zip: true } });
    const view = views.ready();
    const asked: string[] = [];
    const opened: [string, string][] = [];
    const { manifest } = templateVersion();
    const api = {
      findBundle: async (digest: string) => {
        asked.push(digest);
        return { digest, url: `${store.url}/bundle.zip`, expiresAt: '', manifest };
      },
    };
    const source = { trace: async () => undefined };
    const world = {
      interrupted: new AbortController().signal,
      openSource: async (zip: Uint8Array, digest: string) => {
        opened.push([Buffer.from(zip).toString(), digest]);
        return source;
      },
    };

    const files = await openFiles({ api, world } as unknown as Context, view);

    expect(asked).toEqual([view.template.bundle]);
    expect(opened).toEqual([['{"zip":true}', view.template.bundle]]);
    expect(files).toEqual({ version: { bundle: view.template.bundle, manifest }, source });
  });
});
