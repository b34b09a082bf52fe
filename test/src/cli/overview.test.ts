import { asksForOverview, overview } from '../../../src/cli/overview';
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

  it('is the same where other flags come with it', async () => {
    const { stdout } = await runIdp(['--json', '--help']);

    expect(stdout).toBe(overview());
  });
});
