import { createEnvironment } from '../../../../src/operations/environment/create-environment';
import { estimateCost } from '../../../../src/operations/template/estimate-cost';
import { getTemplate } from '../../../../src/operations/template/get-template';
import { limitCatalog } from '../../../../src/operations/template/limit-catalog';
import { limitLease } from '../../../../src/domain/lease';
import { catalogOf, templateVersion } from '../../../support/terraform/catalog';
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

describe('a permanent lease', () => {
  const lease = { default: '1d', max: '30d', permanent: true };

  it.each([
    ['is bounded by the longest one', { maxTtl: '90d' }, false],
    ['is bounded though the longest is longer than the template allows', { maxTtl: '100w' }, false],
    ['is allowed to the templates that are named', { maxTtl: '90d', permanent: ['playground'] }, true],
    ['is allowed to no other template', { maxTtl: '90d', permanent: ['ecr'] }, false],
    ['is allowed to none where none is named', { permanent: [] }, false],
    ['is allowed where the stage limits nothing', {}, true],
    ['is allowed where the stage limits only the default', { defaultTtl: '1h' }, true],
  ])('%s', (_what, limits, permanent) => {
    expect(limitLease('playground', lease, limits).permanent).toBe(permanent);
  });

  it('is never allowed to a template that does not allow it itself', () => {
    const bounds = { ...lease, permanent: false };

    expect(limitLease('playground', bounds, { maxTtl: '90d', permanent: ['playground'] }).permanent).toBe(
      false,
    );
  });

  it('is refused to whoever asks for one', async () => {
    const version = templateVersion({ lease });
    const catalog = limitCatalog({ read: async () => catalogOf(version) }, { maxTtl: '2d' });
    const asked = createEnvironment(
      { ...wish, permanent: true, actor: actors.ada },
      { ...stage.deps, catalog },
    );

    await expect(asked).rejects.toMatchObject({ code: 'PermanentNotAllowed', details: { max: '2d' } });
  });
});
