/** An estimate as the API answers it, of nothing that costs. */
export const estimate = {
  template: { name: 'playground', version: '1.0.1' },
  inputs: {},
  lease: { startedAt: '', expiresAt: null, ttl: 'permanent', max: '1d', extensions: 0, warnedFor: null },
  estimate: {
    hourly: 0,
    monthly: 0,
    lease: null,
    lines: [],
    usage: [],
    unpriced: [],
    notes: [],
    unverifiedPrices: [],
    pricesAsOf: null,
  },
};

/** Who asks, as the API answers it. */
export const ada = { kind: 'person', id: 'ada@example.com', name: 'Ada', roles: ['developer'], teams: [] };
