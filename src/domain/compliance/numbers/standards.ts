/*
 * Which numbers of which standards a control is about, each list separated by blanks.
 *
 * cis    CIS AWS Foundations Benchmark 3.0.0, https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html
 * fsbp   AWS Foundational Security Best Practices, https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
 * soc2   Trust Services Criteria, by AWS Audit Manager's framework, https://docs.aws.amazon.com/audit-manager/latest/userguide/SOC2.html
 * hipaa  45 CFR 164 C, https://docs.aws.amazon.com/config/latest/developerguide/operational-best-practices-for-hipaa_security.html
 * pci    PCI DSS 4.0, https://docs.aws.amazon.com/prescriptive-guidance/latest/patterns/verify-ops-best-practices-pci-dss-4.html
 * config rules of AWS Config that check the same, https://docs.aws.amazon.com/config/latest/developerguide/<rule>.html
 */
export interface Numbers {
  cis?: string;
  fsbp?: string;
  soc2?: string;
  hipaa?: string;
  pci?: string;
  config?: string;
}

export const atRest = { soc2: 'CC6.1', hipaa: '164.312(a)(2)(iv) 164.312(e)(2)(ii)', pci: '3.5.1 8.3.2' };
export const inTransit = { soc2: 'CC6.7', pci: '4.2.1' };
export const backups = { soc2: 'A1.2 CC7.4', hipaa: '164.308(a)(7)(ii)(A) 164.312(a)(2)(ii)', pci: '10.3.3' };
export const recorded = {
  soc2: 'CC7.2 CC7.3',
  hipaa: '164.308(a)(1)(ii)(D) 164.312(b)',
  pci: '10.2.1 10.3.1',
};
export const unexposed = { soc2: 'CC6.1 CC6.6', hipaa: '164.308(a)(3)(i) 164.312(a)(1)', pci: '1.3.1 1.4.2' };
export const leastPrivilege = {
  soc2: 'CC6.1 CC6.3',
  hipaa: '164.308(a)(4)(ii)(C) 164.312(a)(1)',
  pci: '7.2.1 7.2.2',
};
