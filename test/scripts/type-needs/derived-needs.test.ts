import { existsSync, readFileSync } from 'node:fs';
import { derivedFile, renderDerived } from '../../../scripts/type-needs/render';
import { endElsewhere } from '../../../scripts/type-needs/end-elsewhere';
import { irregularTypes } from '../../../scripts/type-needs/irregular-types';
import { derivedNeedsOf, derivedOn, derivedTypes } from '../../../src/domain/resources/derived/derived-needs';
import { derivedSentence, needsSourceOf } from '../../../src/domain/resources/derived/needs-source';
import type { IamNeed } from '../../../src/domain/resources/need';
import { serviceOf } from '../../../src/domain/resources/service-of';
import { knownTypes } from '../../../src/runner/preflight/needs';
import { derivedVerdicts } from '../../support/aws/derived-verdicts';
import { readEnds } from '../../support/aws/type-actions';

const steps = ['read', 'create', 'update', 'retag', 'destroy'] as const;
const needsOfType = (type: string): IamNeed[] => steps.flatMap((step) => derivedNeedsOf(type)?.[step] ?? []);
const actionsOf = (needs: IamNeed[]) =>
  needs.flatMap(({ service, actions }) => actions.map((name) => `${service}:${name}`));

/** What the list names for the end of derived types and they lack, `type action` each. */
function missingFrom(ends: readonly [string, string[]][]): string[] {
  return ends.flatMap(([type, actions]) => {
    if (needsSourceOf(type) !== 'derived') return [];
    const known = new Set(actionsOf(needsOfType(type)));
    return actions.filter((action) => !known.has(action)).map((action) => `${type} ${action}`);
  });
}

describe('the needs that are derived from the service authorization data', () => {
  it('are those of the installed release of it (otherwise: npm run type-needs)', async () => {
    expect(readFileSync(derivedFile, 'utf8')).toBe(await renderDerived());
  });

  it('name their date, and are of more than nine hundred types, none of which is recorded by hand', () => {
    expect(derivedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(derivedTypes.length).toBeGreaterThan(900);
    expect(derivedTypes.filter((type) => knownTypes.includes(type))).toEqual([]);
  });

  it('end each type by an action of its own service that changes something', () => {
    const odd = derivedTypes.filter((type) => {
      const ends = derivedNeedsOf(type)?.destroy ?? [];
      const actions = actionsOf(ends);
      return (
        ends.some(({ service }) => service !== serviceOf(type)) ||
        actions.every((one) => /:(Get|List|Describe)/.test(one))
      );
    });

    expect(odd).toEqual([]);
  });

  it('are none of what ends elsewhere, and irregular names are of types that there are', () => {
    expect([...endElsewhere].filter((type) => derivedTypes.includes(type))).toEqual([]);
    const unknown = Object.keys(irregularTypes).filter((type) => needsSourceOf(type) === 'unknown');
    expect(unknown).toEqual([]);
  });

  it.each([
    ['it is taken over, not made', ['aws_default_vpc', 'aws_default_subnet']],
    ['it is paid for longer than it is there', ['aws_shield_subscription', 'aws_route53domains_domain']],
    ['what ended of itself stays', ['aws_quicksight_ingestion']],
    [
      'what it made in the name of the caller stays',
      [
        'aws_cloudformation_stack',
        'aws_cloudformation_stack_instances',
        'aws_cloudformation_stack_set_instance',
        'aws_dlm_lifecycle_policy',
        'aws_elastic_beanstalk_environment',
        'aws_imagebuilder_image',
        'aws_imagebuilder_image_pipeline',
        'aws_sagemaker_domain',
        'aws_sagemaker_project',
        'aws_ssmquicksetup_configuration_manager',
        'aws_synthetics_canary',
      ],
    ],
  ])('are of no type whose end is not seen, as %s', (_, types) => {
    expect(types.filter((type) => needsSourceOf(type) !== 'unknown')).toEqual([]);
  });

  it('say so wherever a person reads of them', () => {
    expect(derivedSentence(['aws_vpc', 'aws_sfn_activity', 'aws_sfn_activity'])).toBe(
      `The actions of aws_sfn_activity are derived from the service authorization data of ${derivedOn}, not recorded by hand (docs/templates.md#resource-types).`,
    );
    expect(derivedSentence(['aws_vpc'])).toBe('');
    expect(derivedNeedsOf('constructor')).toBeUndefined();
  });

  it('miss an end that another list names, unless there is a verdict on it', () => {
    expect(missingFrom([['aws_sfn_activity', ['states:DeleteActivity', 'states:EndIt']]])).toEqual([
      'aws_sfn_activity states:EndIt',
    ]);
    expect(missingFrom([['aws_vpc', ['ec2:EndIt']]])).toEqual([]);
  });

  it('miss no end that a public list names, but for those with a verdict', () => {
    const path = process.env.LEASEHOLD_TYPE_ACTIONS;
    if (path === undefined || !existsSync(path))
      return void process.stderr.write(
        `not run: ${expect.getState().currentTestName}: LEASEHOLD_TYPE_ACTIONS names no list.\n`,
      );
    const missing = missingFrom(readEnds(path));

    expect(missing.sort()).toEqual(Object.values(derivedVerdicts).flat().sort());
  });
});
