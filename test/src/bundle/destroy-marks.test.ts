import { readDestroyMarks } from '../../../src/bundle/destroy-marks';
import { bundleOf } from '../../support/terraform/template-bundle';

async function marksOf(files: Record<string, string>) {
  const { zip, digest } = bundleOf(files);
  const { prevented, provisioned } = await readDestroyMarks(async () => zip, digest);
  return { prevented: [...prevented].sort(), provisioned: [...provisioned].sort() };
}

it.each([
  [
    'native syntax',
    {
      'templates/tiny/main.tf': `
        resource "aws_sqs_queue" "kept" {
          # lifecycle { prevent_destroy = false }
          lifecycle {
            ignore_changes  = [tags]
            prevent_destroy = true
          }
        }
        resource "aws_sqs_queue" "free" {
          lifecycle { prevent_destroy = false }
          provisioner "local-exec" { command = "echo when = destroy" }
        }
        resource "terraform_data" "said" {
          provisioner "local-exec" { command = "make" }
          provisioner "local-exec" {
            when    = destroy
            command = "clear"
          }
        }`,
    },
  ],
  [
    'JSON with objects',
    {
      'templates/tiny/main.tf.json': JSON.stringify({
        resource: {
          aws_sqs_queue: { kept: { lifecycle: { prevent_destroy: true } }, free: {} },
          terraform_data: { said: { provisioner: { 'local-exec': { when: 'destroy', command: 'clear' } } } },
        },
      }),
    },
  ],
  [
    'JSON with lists, in a module',
    {
      'modules/part/main.tf.json': JSON.stringify({
        resource: [
          { aws_sqs_queue: [{ kept: [{ lifecycle: [{ prevent_destroy: 'true' }] }] }] },
          { terraform_data: { said: { provisioner: [{ 'local-exec': [{ when: 'destroy' }] }] } } },
        ],
      }),
    },
  ],
])('finds what may not be destroyed, and what runs as it goes, in %s', async (_, files) => {
  expect(await marksOf(files)).toEqual({
    prevented: ['aws_sqs_queue.kept'],
    provisioned: ['terraform_data.said'],
  });
});

it('refuses what it cannot understand, by file and address', async () => {
  const file = 'resource "aws_sqs_queue" "kept" {\n  lifecycle { prevent_destroy = var.kept }\n}';

  await expect(marksOf({ 'templates/tiny/main.tf': file })).rejects.toThrow(
    'templates/tiny/main.tf: prevent_destroy of lifecycle',
  );
});
