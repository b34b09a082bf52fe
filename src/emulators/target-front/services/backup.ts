import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Answer } from '../../front/call';
import type { Correction } from '../correction';
import { below, documentIn, forget, type Kept, keyOf, layered, pickedFrom } from '../kept/document';
import {
  alongside,
  type Asked,
  bodyOf,
  changed,
  jsonAnswer,
  refused,
  restCorrection,
  took,
} from '../kept/routed';

/**
 * AWS Backup: moto lists the tags of what its path ends with a slash, has no recovery points, and can neither change a plan nor
 * say what it is for. Changed plans and selections are kept here.
 */
export function backup(selections: Kept = new Map(), plans: Kept = new Map()): Correction {
  const one = '/backup/plans/{}/selections/{}';
  return restCorrection('backup', {
    'GET /tags/{+}': ({ call, forward }) => forward({ ...call, path: call.path.replace(/\/?(\?|$)/, '/$1') }),
    'GET /backup-vaults/{}/recovery-points': recoveryPoints,
    'PUT /backup/plans/{}/selections': (asked) => select(asked, selections),
    'GET /backup/plans/{}/selections': (asked) => list(asked, selections),
    [`GET ${one}`]: (asked) => describe(asked, selections),
    [`DELETE ${one}`]: (asked) => deselect(asked, selections),
    'GET /backup/plans/{}': async (asked) =>
      changed(await asked.forward(asked.call), (body) => layered(body, plans.get(keyIn(asked)) ?? {})),
    'POST /backup/plans/{}': (asked) => changePlan(asked, plans),
    'DELETE /backup/plans/{}': async (asked) => {
      const answer = await removePlan(asked, selections);
      if (took(answer)) plans.delete(keyIn(asked));
      return answer;
    },
  });
}

/** Nothing is ever backed up here. */
async function recoveryPoints(asked: Asked): Promise<Answer> {
  const vault = await alongside(asked, 'GET', `/backup-vaults/${asked.names[0]}`);
  return took(vault) ? jsonAnswer({ RecoveryPoints: [] }) : vault;
}

const planOf = (asked: Asked): Promise<Answer> => alongside(asked, 'GET', `/backup/plans/${asked.names[0]}/`);
const keyIn = ({ region, names }: Asked, ...more: string[]): string => keyOf(region, names[0] ?? '', ...more);

const Rules = z.array(z.record(z.string(), z.unknown()));
/** docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html */
const defaults = {
  ScheduleExpression: 'cron(0 5 ? * * *)',
  ScheduleExpressionTimezone: 'Etc/UTC',
  StartWindowMinutes: 480,
  CompletionWindowMinutes: 10_080,
};

async function changePlan(asked: Asked, plans: Kept): Promise<Answer> {
  const plan = await planOf(asked);
  if (!took(plan)) return plan;
  const given = documentIn(asked.input['BackupPlan']);
  const rules = Rules.safeParse(given['Rules']).data ?? [];
  const BackupPlan = {
    ...given,
    Rules: rules.map((rule) => ({ RuleId: randomUUID(), ...defaults, ...rule })),
  };
  const { AdvancedBackupSettings = [] } = given;
  const VersionId = randomUUID();
  plans.set(keyIn(asked), { BackupPlan, AdvancedBackupSettings, VersionId });
  const named = pickedFrom(bodyOf(plan), ['BackupPlanId', 'BackupPlanArn', 'CreationDate']);
  return jsonAnswer({ ...named, VersionId, AdvancedBackupSettings });
}

async function select(asked: Asked, selections: Kept): Promise<Answer> {
  const plan = await planOf(asked);
  if (!took(plan)) return plan;
  const BackupSelection = documentIn(asked.input['BackupSelection']);
  const name = BackupSelection['SelectionName'];
  const others = below(selections, keyIn(asked)).map((other) => documentIn(other['BackupSelection']));
  if (others.some((other) => other['SelectionName'] === name))
    return refused('rest-json', 400, [
      'AlreadyExistsException',
      'Backup selection with the same name already exists',
    ]);
  const made = {
    SelectionId: randomUUID(),
    BackupPlanId: asked.names[0],
    CreationDate: Date.now() / 1_000,
    BackupSelection,
  };
  selections.set(keyIn(asked, made.SelectionId), made);
  return jsonAnswer(pickedFrom(made, ['SelectionId', 'BackupPlanId', 'CreationDate']));
}

async function list(asked: Asked, selections: Kept): Promise<Answer> {
  const plan = await planOf(asked);
  if (!took(plan)) return plan;
  const BackupSelectionsList = below(selections, keyIn(asked)).map(({ BackupSelection, ...one }) => ({
    ...one,
    ...pickedFrom(documentIn(BackupSelection), ['SelectionName', 'IamRoleArn']),
  }));
  return jsonAnswer({ BackupSelectionsList });
}

function describe(asked: Asked, selections: Kept): Answer {
  const found = selections.get(keyIn(asked, asked.names[1] ?? ''));
  return found ? jsonAnswer(found) : lost(asked);
}

function deselect(asked: Asked, selections: Kept): Answer {
  return selections.delete(keyIn(asked, asked.names[1] ?? '')) ? jsonAnswer({}) : lost(asked);
}

function lost({ names }: Asked): Answer {
  return refused('rest-json', 400, ['ResourceNotFoundException', `Cannot find Backup selection ${names[1]}`]);
}

async function removePlan(asked: Asked, selections: Kept): Promise<Answer> {
  if (below(selections, keyIn(asked)).length > 0)
    return refused('rest-json', 400, [
      'InvalidRequestException',
      'Related backup plan selections must be deleted prior to backup plan',
    ]);
  const answer = await asked.forward(asked.call);
  if (took(answer)) forget(selections, keyIn(asked));
  return answer;
}
