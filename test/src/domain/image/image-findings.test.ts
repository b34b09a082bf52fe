import {
  describeCounts,
  describeWorst,
  ImageFindings,
  isRefused,
} from '../../../../src/domain/image/image-findings';

describe('ImageFindings', () => {
  it('refuse critical findings unless something else is said, and exempt nobody', () => {
    expect(ImageFindings.parse({})).toEqual({ refuse: 'critical', exempt: [] });
  });

  it.each(['negligible', 'informational', ''])('refuse no severity that is called %p', (refuse) => {
    expect(ImageFindings.safeParse({ refuse }).success).toBe(false);
  });
});

describe('isRefused', () => {
  it.each([
    ['critical', { critical: 1 }, true],
    ['critical', { high: 9, medium: 9 }, false],
    ['high', { critical: 1 }, true],
    ['high', { high: 1 }, true],
    ['high', { medium: 1, low: 4 }, false],
    ['low', { low: 1 }, true],
    ['low', { informational: 3, undefined: 2, untriaged: 1 }, false],
    ['medium', { critical: 0 }, false],
    ['medium', {}, false],
  ] as const)('from %s on, %j is refused: %p', (refuse, counts, refused) => {
    expect(isRefused(counts, { refuse })).toBe(refused);
  });
});

describe('the words for findings', () => {
  it('count every severity that was found, worst first', () => {
    expect(describeCounts({ low: 4, unheard: 1, critical: 2, medium: 0, informational: 3 })).toBe(
      '2 critical, 4 low, 3 informational, 1 unheard',
    );
  });

  it('name the worst five', () => {
    const findings = ['low', 'high', 'critical', 'low', 'medium', 'high'].map((severity, at) => ({
      name: `CVE-${at}`,
      severity,
    }));

    expect(describeWorst(findings)).toBe(
      'CVE-2 (critical), CVE-1 (high), CVE-5 (high), CVE-4 (medium), CVE-0 (low)',
    );
  });
});
