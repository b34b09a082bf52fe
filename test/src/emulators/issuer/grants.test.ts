import { Grants } from '../../../../src/emulators/issuer/grants';

it('forgets a code after a minute', () => {
  const world = { now: 0 };
  const grants = new Grants(() => world.now);
  const request = {
    clientId: 'leasehold',
    redirectUri: 'http://127.0.0.1:8976/callback',
    // The S256 challenge of 'verifier'.
    challenge: 'iMnq5o6zALKXGivsnlom_0F5_WYda32GHkxlV7mq7hQ',
    state: undefined,
    nonce: 'once',
  };
  const ada = { id: 'ada@example.com', name: 'Ada', roles: [], teams: [] };
  const redeem = (code: string) =>
    grants.redeem(
      new URLSearchParams({ code, code_verifier: 'verifier', redirect_uri: request.redirectUri }),
    );
  const [early, late] = [grants.giveCode(request, ada), grants.giveCode(request, ada)];

  world.now = 60_000;
  expect(redeem(early)).toEqual({ person: ada, nonce: 'once' });
  world.now = 60_001;
  expect(() => redeem(late)).toThrow('expired');
});

it('holds a thousand sessions, and forgets the oldest behind them', () => {
  const grants = new Grants(() => 0);
  const ada = { id: 'ada@example.com', name: 'Ada', roles: [], teams: [] };

  const tokens = Array.from({ length: 1_001 }, () =>
    grants.giveRefreshToken({ person: ada, nonce: undefined }),
  );

  expect(() => grants.refresh(tokens[0]!)).toThrow('unknown');
  expect(grants.refresh(tokens[1]!)).toEqual({ person: ada, nonce: undefined });
});
