import { attributeOf, scanBlocks } from '../../../src/bundle/hcl-blocks';

describe('scanBlocks', () => {
  it('finds top-level blocks with their labels, whatever lies between them', () => {
    const blocks = scanBlocks(`
      # provider "comment" {}
      // provider "comment" {}
      /* provider "comment" {
         } */
      terraform { required_version = ">= 1.11" }
      provider "aws" {
        alias = "us"
      }
      variable secret { sensitive = true }
      resource "aws_vpc" "this" {
        tags = { provider = "x" }
      }
    `);

    expect(blocks.map(({ type, labels }) => [type, ...labels])).toEqual([
      ['terraform'],
      ['provider', 'aws'],
      ['variable', 'secret'],
      ['resource', 'aws_vpc', 'this'],
    ]);
  });

  it('is not misled by braces in strings, templates, heredocs and comments', () => {
    const blocks = scanBlocks(`
      locals {
        a = "} provider \\"aws\\" {"
        b = "\${join("}", [for k, v in { x = "}" } : v])} $\${literal"
        c = <<-EOT
          }
          provider "aws" {
          EOT
        d = "x" # }
      }
      output "end" { value = 1 }
    `);

    expect(blocks.map(({ type }) => type)).toEqual(['locals', 'output']);
  });

  it('ends with a file that is cut off', () => {
    expect(scanBlocks('resource "a" "b" { x = "').map(({ type }) => type)).toEqual(['resource']);
    expect(scanBlocks('locals { a = <<EOT\nno end')).toHaveLength(1);
  });
});

describe('attributeOf', () => {
  it('reads nothing of what only stands inside of an attribute', () => {
    const [block] = scanBlocks(`module "x" {
      /*
      source = "comment"
      */
      text = <<-EOT
        source = "heredoc"
        EOT
      map = {
        source = "map"
      }
      source = "own"
    }`);

    expect(attributeOf(block!, 'source')).toBe('own');
  });

  it('reads constant texts and words, and nothing that is computed', () => {
    const [block] = scanBlocks(
      'provider "aws" {\n alias = "us"\n x = true\n region = var.region\n y = "${z}"\n}',
    );

    expect(['alias', 'x', 'y', 'missing'].map((name) => attributeOf(block!, name))).toEqual([
      'us',
      'true',
      undefined,
      undefined,
    ]);
  });
});
