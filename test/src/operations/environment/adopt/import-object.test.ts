import { ChangeEnvironmentBody } from '../../../../../src/domain/api/requests';
import { ImportedObject } from '../../../../../src/domain/environment/adopt/imported-object';
import { changeEnvironment } from '../../../../../src/operations/environment/change-environment';
import { actors, useStage } from '../../../../support/plane/operations-stage';

const stage = useStage();
const one = { address: 'terraform_data.item[0]', id: 'x' };
const ask = (more: object, actor = actors.ada) =>
  changeEnvironment({ actor, name: 'foo', ...more }, stage.deps);

it('is wanted by that change alone, and by none after it', async () => {
  const { wanted } = await stage.ready();
  await ask({ import: one });
  expect((await stage.read()).wanted).toEqual({ ...wanted, imports: [one] });
  const claim = await stage.claim();
  stage.leave(claim, { result: 'cancelled' });
  await stage.ready({ name: 'bar' });
  await changeEnvironment({ actor: actors.ada, name: 'bar', inputs: { resources: 4 } }, stage.deps);
  expect((await stage.read('bar')).wanted.imports).toBeUndefined();
});

it('is not for the workflow of a pull request, nor for whoever does not own the environment', async () => {
  await stage.ready();
  const preview = { ...actors.ada, kind: 'workload' as const, preview: 'foo' };
  await expect(ask({ import: one }, preview)).rejects.toThrow('may not import objects');
  await expect(ask({ import: one }, actors.bob)).rejects.toMatchObject({ code: 'Forbidden' });
});

it.each([
  [{ import: one }, true],
  [{ import: one, planOnly: true }, true],
  [{ import: one, inputs: { a: 1 } }, false],
  [{ import: one, version: '1.0.0' }, false],
  [{}, false],
])('is asked for alone: %j', (body, taken) => {
  expect(ChangeEnvironmentBody.safeParse(body).success).toBe(taken);
});

it.each([
  ['aws_vpc.this', true],
  ['module.a.module.b["x y"].aws_vpc.this[12]', true],
  ['aws_vpc.this["${var.x}"]', false],
  ['aws_vpc.this["a\\"]', false],
  ['aws_vpc.this["%{ if }"]', false],
  ['aws_vpc.this[count.index]', false],
  ['aws_vpc.this\nimport', false],
  ['"aws_vpc.this"', false],
])('takes an address that Terraform evaluates nothing of: %j', (address, taken) => {
  expect(ImportedObject.safeParse({ address, id: 'x' }).success).toBe(taken);
});
