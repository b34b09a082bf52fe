import type { Act } from '../../../../src/local/demo/acts';
import { playActs } from '../../../../src/local/demo/play-acts';
import { promised } from '../../../../src/local/demo/promises';
import { Stage } from '../../../../src/local/demo/stage';

function emptyStage() {
  const said: string[] = [];
  const stage = new Stage({
    url: 'http://127.0.0.1:1',
    targetUrl: 'http://127.0.0.1:1',
    token: 'token',
    cli: { file: 'idp.js', env: {} },
    write: (text) => void said.push(text),
    signal: new AbortController().signal,
  });
  return { stage, said };
}

describe('playActs', () => {
  it('plays every act and says what each shows', async () => {
    const { stage, said } = emptyStage();
    const played: string[] = [];
    const act = (shows: string): Act => ({ shows, play: async () => void played.push(shows) });

    const kept = await playActs([act('One.'), act('Two.')], stage);

    expect(kept).toBe(true);
    expect(played).toEqual(['One.', 'Two.']);
    expect(said.join('')).toContain('── 2 of 2 · Two.\n✓ passed, 0 s');
  });

  it('stops at a step that is not as promised, and says which and what was expected', async () => {
    const { stage, said } = emptyStage();
    const later = jest.fn();
    const broken = async () => promised(1 > 2, 'nothing left', ['a role']);

    const kept = await playActs(
      [
        { shows: 'Breaks.', play: broken },
        { shows: 'Later.', play: later },
      ],
      stage,
    );

    expect(kept).toBe(false);
    expect(later).not.toHaveBeenCalled();
    expect(said.join('')).toContain('✗ Act 1 failed (Breaks.)\n  expected nothing left; found ["a role"]');
  });

  it('throws on what is no broken promise', async () => {
    const fail = () => Promise.reject(new Error('the AWS emulator ended'));

    const playing = playActs([{ shows: 'Fails.', play: fail }], emptyStage().stage);

    await expect(playing).rejects.toThrow('the AWS emulator ended');
  });
});
