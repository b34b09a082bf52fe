import {
  filledFrom,
  readElements,
  writeElements,
} from '../../../../../src/emulators/target-front/kept/xml-tree';

const filled = (written: string, more: string): string =>
  writeElements(filledFrom(readElements(written), readElements(more)));

describe('elements of XML', () => {
  it.each(['<A>1</A><B><C>x &amp; y</C><C>2</C></B>', '<A></A>', ''])(
    'are written as they were read: %s',
    (text) => {
      expect(writeElements(readElements(text))).toBe(text);
    },
  );

  it('are read without attributes, also where one has its own name within it or nothing', () => {
    expect(writeElements(readElements('<Items n="1"><Items><A/></Items></Items><B x="2"/>'))).toBe(
      '<Items><Items><A></A></Items></Items><B></B>',
    );
  });
});

describe('what was written', () => {
  it.each([
    ['stays, whatever others have of it', '<A>1</A>', '<A>2</A>', '<A>1</A>'],
    ['has what is missing in it', '<A>1</A>', '<A>2</A><B>3</B>', '<A>1</A><B>3</B>'],
    ['has what is missing deep in it', '<A><B>1</B></A>', '<A><C>2</C></A>', '<A><B>1</B><C>2</C></A>'],
    [
      'is filled in one after the other',
      '<I><O><A>1</A></O><O><A>2</A></O></I>',
      '<I><O><B>3</B></O><O><B>4</B></O></I>',
      '<I><O><A>1</A><B>3</B></O><O><A>2</A><B>4</B></O></I>',
    ],
    ['gets no more of a list than it has', '<I><M>1</M></I>', '<I><M>1</M><M>2</M></I>', '<I><M>1</M></I>'],
  ])('%s', (_, written, more, whole) => {
    expect(filled(written, more)).toBe(whole);
  });
});
