import { checkModel } from '../model/check-model';

const commands = 8_000;

it('decider and registry do what a simple model says, whatever concurrent actors try in whatever order', async () => {
  const seed = Date.now() % 1_000_000;
  console.log(`model: ${commands} commands, seed ${seed}`);

  const done = await checkModel({ commands, seed });

  expect(done.accepted).toBeGreaterThan(done.commands / 10);
  expect(done.refused).toBeGreaterThan(done.commands / 10);
});
