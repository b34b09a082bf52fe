/** How often; a token of the job that has a minute left is replaced. */
const pauseMs = 30_000;

/** Does `work`, and renews again and again meanwhile what it needs; a renewal that fails is tried at the next turn. */
export async function whileRenewed<T>(
  renew: () => Promise<unknown>,
  work: () => Promise<T>,
  everyMs = pauseMs,
): Promise<T> {
  const timer = setInterval(() => void renew().catch(() => undefined), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
