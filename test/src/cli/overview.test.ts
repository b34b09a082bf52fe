import { asksForOverview, fitsInto, overview } from '../../../src/cli/overview';
import { runIdp } from '../../support/cli/terminal';

describe('the overview', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']]])('is what %j asks for', (argv) => {
    expect(asksForOverview(argv)).toBe(true);
  });

  it.each([[['help', 'create']], [['create', '--help']], [['--json', '--help']], [['--version']]])(
    'is not decided on before %j is read in full',
    (argv) => {
      expect(asksForOverview(argv)).toBe(false);
    },
  );

  it('fits into a terminal of 80 columns as it is', () => {
    expect(fitsInto(80, overview())).toBe(true);
  });

  const words = (text: string) => text.split(/\s+/).sort();
  it.each([[[]], [['--help']], [['--json', '--help']]])(
    'is folded in a narrow terminal, and says the same: %j',
    async (argv) => {
      for (const columns of [30, 40, 60, 79]) {
        const { stdout } = await runIdp(argv, { tty: true, columns });

        expect(stdout.split('\n').filter((line) => line.length > columns)).toEqual([]);
        expect(words(stdout)).toEqual(words(overview()));
      }
      expect((await runIdp(argv, { tty: true, columns: 80 })).stdout).toBe(overview());
    },
  );

  it('keeps words whole where no line holds them', async () => {
    const { stdout } = await runIdp([], { tty: true, columns: 5 });

    expect(words(stdout)).toEqual(words(overview()));
  });

  it('is the same where other flags come with it', async () => {
    const { stdout } = await runIdp(['--json', '--help']);

    expect(stdout).toBe(overview());
  });
});
