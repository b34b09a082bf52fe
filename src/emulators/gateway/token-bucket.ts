/** Requests per second that are let through in the long run, and how many at once. */
export interface Throttle {
  rate: number;
  burst: number;
}

/** Takes one token if there is one; `now` is in milliseconds of any clock that does not run backwards. */
export type TokenBucket = (now: number) => boolean;

/** API Gateway's throttle: a bucket of `burst` tokens that refills with `rate` tokens per second. */
export function createTokenBucket({ rate, burst }: Throttle, start: number): TokenBucket {
  let tokens = burst;
  let last = start;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - last) / 1000) * rate);
    last = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
