import { createKeyPair, seal, unseal } from '../../../../src/bundle/eject/seal';

const of = { life: '01JD3V8K2N7Q4R5S6T7V8W9XYZ', run: '01JD3V8K2N7Q4R5S6T7V8W9XY0' };
const words = Buffer.from('correct-horse-battery');
const { privateKey, key } = createKeyPair();

describe('a copy that is sealed', () => {
  it('is opened by the private key of the one that it was sealed for, and shows nothing before', () => {
    const sealed = seal(words, key, of);
    expect(unseal(sealed, privateKey, of)).toEqual(words);
    expect(sealed.includes(words)).toBe(false);
    expect(seal(words, key, of)).not.toEqual(sealed);
  });

  it('is opened by no other key, nor as that of another life or run', () => {
    const sealed = seal(words, key, of);
    expect(() => unseal(sealed, createKeyPair().privateKey, of)).toThrow();
    expect(() => unseal(sealed, privateKey, { ...of, life: of.run })).toThrow();
    expect(() => unseal(sealed, privateKey, { ...of, run: of.life })).toThrow();
  });

  it('is refused with any byte changed, and cut anywhere', () => {
    const sealed = seal(words, key, of);
    for (const at of sealed.keys()) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => unseal(changed, privateKey, of)).toThrow();
      expect(() => unseal(sealed.subarray(0, at), privateKey, of)).toThrow();
    }
  });

  it('is sealed for no key that leads to a secret everybody knows', () => {
    const weak = `MCowBQYDK2VuAyEA${'A'.repeat(43)}=`;
    expect(() => seal(words, weak, of)).toThrow();
  });
});
