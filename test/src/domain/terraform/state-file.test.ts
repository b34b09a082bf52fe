import { parseState } from '../../../../src/domain/terraform/state-file';

describe('parseState', () => {
  it('passes over a half-written file', () => {
    expect(parseState('{"version": 4, "serial": 3, "resour')).toBeUndefined();
  });

  it('refuses another format, which could hide resources', () => {
    expect(() => parseState('{"version": 3, "modules": []}')).toThrow(
      expect.objectContaining({ code: 'CorruptRecord' }),
    );
  });

  it('keeps what it does not know', () => {
    const text = JSON.stringify({ version: 4, serial: 1, lineage: 'l', resources: [], check_results: ['x'] });

    expect(parseState(new TextEncoder().encode(text))).toMatchObject({ check_results: ['x'] });
  });
});
