import { type Answer, type Call, type CallHead, type Forward, serviceOf } from '../front/call';

/** One thing in which the emulator is unlike AWS, put right on a call's way to it or on the answer's way back. */
export interface Correction {
  /** Whether it takes this call. */
  concerns: (head: CallHead) => boolean;
  correct: (call: Call, forward: Forward) => Promise<Answer>;
}

/** Whether a call reads or writes one setting of a bucket, which S3 names in the query: `policy`, `lifecycle`. */
export function isBucketSetting(head: CallHead, setting: string): boolean {
  const { searchParams } = new URL(head.path, 'http://emulator');
  return serviceOf(head) === 's3' && ['GET', 'PUT'].includes(head.method) && searchParams.has(setting);
}

/** Each correction hands a call on to the next, and the last to the emulator. */
export function corrected(corrections: readonly Correction[], forward: Forward): Forward {
  return corrections.reduceRight<Forward>(
    (next, { concerns, correct }) =>
      (call) =>
        concerns(call) ? correct(call, next) : next(call),
    forward,
  );
}
