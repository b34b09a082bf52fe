import { Argument } from 'commander';
import { type CliCommand, examples } from '../command';
import { completionScripts, type Shell } from './scripts';

/** `idp completion`: the script that lets a shell complete commands, flags and names. */
export const printCompletion: CliCommand = {
  describe: (command) =>
    command
      .addArgument(new Argument('<shell>', 'your shell').choices(Object.keys(completionScripts)))
      .addHelpText(
        'after',
        examples(
          'source <(idp completion bash)          # in ~/.bashrc',
          'source <(idp completion zsh)           # in ~/.zshrc',
          'idp completion fish > ~/.config/fish/completions/idp.fish',
        ),
      ),
  unused: () => ['url', 'profile'],
  async run({ screen }, _options, shell) {
    const script = completionScripts[shell as Shell];
    screen.show(script, () => script.trimEnd().split('\n'));
  },
};
