import { createEnvironment } from '../../../../../src/operations/environment/create-environment';
import { uploadState } from '../../../../../src/operations/environment/adopt/upload-state';
import { actors, useStage } from '../../../../support/plane/operations-stage';

const stage = useStage();
const digest = 'a'.repeat(64);
const adopt = { state: digest, from: 'old.tfstate' };
const asked = { name: 'foo', template: 'playground', ttl: '2h', adopt } as const;
const preview = { ...actors.ada, preview: 'foo', previews: ['foo'] };

it('remembers what a life adopts, and who uploaded it', async () => {
  const view = await createEnvironment({ actor: actors.ada, ...asked }, stage.deps);

  expect(view.adopts).toBe('old.tfstate');
  expect(await stage.read('foo')).toMatchObject({ adopts: { ...adopt, by: actors.ada.id } });
});

it('adopts nothing into a preview of a pull request, and takes no state of one', async () => {
  const sent = { environment: 'foo', digest, bytes: 10 };

  await expect(createEnvironment({ actor: preview, ...asked }, stage.deps)).rejects.toMatchObject({
    code: 'Forbidden',
  });
  expect(() => uploadState({ actor: preview, ...sent }, stage.deps)).toThrow(
    expect.objectContaining({ code: 'Forbidden' }),
  );
});
