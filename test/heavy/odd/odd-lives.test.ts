import { checkOddLives } from '../../faults/odd/check-odd-lives';

const lives = 250;

it('destroys hundreds of lives by their leases’ end alone, whatever their secrets, texts and files are', async () => {
  const seed = Date.now() % 1_000_000;
  console.log(`odd lives: ${lives}, seed ${seed}`);

  await checkOddLives({ lives, seed });
});
