import * as z from 'zod';
import { type FailedChecks, shortChecks } from '../../domain/environment/notes/failed-checks';
import type { Redaction } from '../../domain/base/redaction';
import type { PlanJson } from '../../domain/terraform/plan-json';

const failing = ['fail', 'error'];
const silent = 'it could not be evaluated';

/** The assertions that do not hold as far as a plan can tell, whole, with their messages. */
export function failedChecksIn({ checks }: PlanJson, redaction: Redaction): FailedChecks {
  const all = checks.flatMap((check) =>
    check.instances.length > 0 ? check.instances : [{ ...check, problems: [] }],
  );
  return all
    .filter(({ status }) => failing.includes(status))
    .flatMap(({ address, problems }) =>
      messagesOf(problems.map(({ message }) => message)).map((message) => ({
        address: address.to_display,
        message: redaction.text(message),
      })),
    );
}

/** As a state has them (version 4, `check_results`); of another shape they are passed over, as nothing depends on them. */
const CheckResults = z.array(
  z.object({
    config_addr: z.string(),
    status: z.string(),
    objects: z
      .array(
        z.object({
          object_addr: z.string(),
          status: z.string(),
          failure_messages: z.array(z.string()).nullish(),
        }),
      )
      .nullish(),
  }),
);

/** The assertions that did not hold when a state was written, cut to what an outcome has room for. */
export function failedChecksOf(state: Record<string, unknown>, redaction: Redaction): FailedChecks {
  const results = CheckResults.safeParse(state['check_results']).data ?? [];
  const all = results.flatMap(({ config_addr, status, objects }) =>
    objects && objects.length > 0 ? objects : [{ object_addr: config_addr, status, failure_messages: null }],
  );
  const failed = all.filter(({ status }) => failing.includes(status));
  return shortChecks(
    failed.flatMap(({ object_addr: address, failure_messages: messages }) =>
      messagesOf(messages ?? []).map((message) => ({ address, message: redaction.text(message) })),
    ),
  );
}

function messagesOf(messages: string[]): string[] {
  return messages.length > 0 ? messages : [silent];
}
