/** Where tests wait for planes, builds and Terraform, `patiently` ends what stands still; this is only for what hangs beside it. */
const patient = /[\\/]test[\\/](e2e|faults|heavy|terraform)[\\/]/;

if (patient.test(expect.getState().testPath ?? '')) jest.setTimeout(35 * 60_000);
