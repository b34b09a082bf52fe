import { provisionUses } from '../../../../../src/domain/cost/control-plane/provision-uses';
import type { TemplateResources } from '../../../../../src/domain/cost/control-plane/template';
import { templatesOf } from '../../../../support/plane/synthesized';

const resources = templatesOf().controlPlane.toJSON()['Resources'] as TemplateResources;
const changed = (type: string, change: (properties: Record<string, unknown>) => Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(resources).map(([id, one]) => [
      id,
      one.Type === type ? { ...one, Properties: change(one.Properties ?? {}) } : one,
    ]),
  );
const use = (all: TemplateResources, item: string) => provisionUses(all).find((one) => one.item === item);

describe('the cost of a provision run', () => {
  it('takes the price of the build minute from the size of the project', () => {
    const environment = { Type: 'LINUX_CONTAINER', ComputeType: 'BUILD_GENERAL1_MEDIUM' };
    const larger = changed('AWS::CodeBuild::Project', (properties) => ({
      ...properties,
      Environment: environment,
    }));

    expect(use(resources, 'build minutes')?.price).toBe('codebuild-arm-small');
    expect(use(larger, 'build minutes')?.price).toBe('codebuild-x86-medium');
  });

  it('refuses a project whose size has no price', () => {
    const environment = { Type: 'LINUX_GPU_CONTAINER', ComputeType: 'BUILD_GENERAL1_LARGE' };
    const odd = changed('AWS::CodeBuild::Project', (properties) => ({
      ...properties,
      Environment: environment,
    }));

    expect(() => provisionUses(odd)).toThrow('no price for large builds in LINUX_GPU_CONTAINER');
  });

  it('counts the states on the way where nothing fails, and the start', () => {
    const States = { one: { Next: 'two' }, two: { Next: 'three' }, three: {}, never: {} };
    const longer = changed('AWS::StepFunctions::StateMachine', (properties) => ({
      ...properties,
      DefinitionString: JSON.stringify({ StartAt: 'one', States }),
    }));

    expect(use(longer, 'state transitions')?.quantity).toBe(0.004);
  });

  it('says which function is missing', () => {
    const without = Object.fromEntries(
      Object.entries(resources).filter(([, { Type }]) => Type !== 'AWS::Lambda::Function'),
    );

    expect(() => provisionUses(without)).toThrow('The template has no AWS::Lambda::Function called api');
  });
});
