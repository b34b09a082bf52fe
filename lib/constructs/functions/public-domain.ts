import { CfnOutput, Stack } from 'aws-cdk-lib';
import {
  ApiMapping,
  DomainName,
  type HttpApi,
  type HttpStage,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Domain } from '../../config/schema';

/** A name of the stage's own, and what it leads to. */
interface PublicDomain {
  domain: Domain;
  api: HttpApi;
  stage: HttpStage;
}

/** A name of its own for the API, over TLS 1.2 and later; the address that API Gateway gave goes on working. */
export function addDomain(scope: Construct, { domain, api, stage }: PublicDomain): void {
  const named = new DomainName(scope, 'Domain', {
    domainName: domain.name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', domain.certificate),
    securityPolicy: SecurityPolicy.TLS_1_2,
  });
  new ApiMapping(scope, 'DomainMapping', { api, domainName: named, stage });
  addRecord(scope, named, domain);
  new CfnOutput(Stack.of(scope), 'DomainTarget', { value: named.regionalDomainName });
}

function addRecord(scope: Construct, named: DomainName, { name, hostedZone }: Domain): void {
  if (hostedZone === undefined) return;
  new CfnRecordSet(scope, 'DomainRecord', {
    name,
    type: 'A',
    hostedZoneId: hostedZone,
    aliasTarget: { dnsName: named.regionalDomainName, hostedZoneId: named.regionalHostedZoneId },
  });
}
