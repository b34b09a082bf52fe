import { Template } from 'aws-cdk-lib/assertions';
import { metricUnits } from '../../../../src/domain/base/metrics';
import { watchedStack } from '../../../support/plane/watched-stack';

const template = Template.fromStack(watchedStack());
const body = JSON.stringify(template.findResources('AWS::CloudWatch::Dashboard'));

it('is one dashboard, named after its stage', () => {
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  template.hasResourceProperties('AWS::CloudWatch::Dashboard', { DashboardName: 'leasehold-dev-overview' });
});

it.each(Object.keys(metricUnits))('shows %s', (name) => {
  expect(body).toContain(name);
});

it('shows every alarm of its stage', () => {
  const alarms = Object.keys(template.findResources('AWS::CloudWatch::Alarm'));

  expect(alarms.filter((alarm) => !body.includes(`"Fn::GetAtt":["${alarm}","Arn"]`))).toEqual([]);
});
