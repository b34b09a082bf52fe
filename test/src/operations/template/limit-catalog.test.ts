import { createEnvironment } from '../../../../src/operations/environment/create-environment';
import { estimateCost } from '../../../../src/operations/template/estimate-cost';
import { getTemplate } from '../../../../src/operations/template/get-template';
import { limitCatalog } from '../../../../src/operations/template/limit-catalog';
import { actors, useStage } from '../../../support/plane/operations-stage';

const stage = useStage();
const limited = () => ({
  ...stage.deps,
  catalog: limitCatalog(stage.deps.catalog, { maxTtl: '2d', defaultTtl: '4h' }),
});
const wish = { name: 'foo', template: 'playground' };

describe('a stage that limits leases', () => {
  it('shows the limits as those of every template', async () => {
    const { manifest } = await getTemplate({ template: 'playground' }, limited());

    expect(manifest.lease).toEqual({ default: '4h', max: '2d', permanent: false });
  });

  it('gives who asks for no ttl the shorter default, and prices that', async () => {
    const estimated = await estimateCost({ ...wish, actor: actors.ada }, limited());
    const made = await createEnvironment({ ...wish, actor: actors.ada }, limited());

    expect(estimated.lease).toMatchObject({ ttl: '4h', max: '2d' });
    expect(made.lease).toMatchObject({ ttl: '4h', max: '2d' });
  });

  it('refuses what the template alone would allow', async () => {
    const asked = createEnvironment({ ...wish, ttl: '3d', actor: actors.ada }, limited());

    await expect(asked).rejects.toMatchObject({ code: 'LeaseTooLong', details: { max: '2d' } });
  });
});
