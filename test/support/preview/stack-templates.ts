import { readFile } from 'node:fs/promises';
import { packedTiny } from '../terraform/packed-tree';
import type { TestBundle } from '../terraform/template-bundle';

const versions = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n';

/** The bundle of a small template of AWS with this text, and other files of its folder. */
export async function packedAws(main: string, more: Record<string, string> = {}): Promise<TestBundle> {
  const lock = await readFile('terraform/templates/api-service/.terraform.lock.hcl', 'utf8');
  const others = Object.entries(more).map(([path, text]) => [`templates/tiny/${path}`, text] as const);
  return packedTiny({
    'templates/tiny/.terraform.lock.hcl': lock,
    'templates/tiny/versions.tf': versions,
    'templates/tiny/main.tf': main,
    ...Object.fromEntries(others),
  });
}

/** A producer with outputs of every form that consumers take. */
export const network = `
  resource "aws_vpc" "this" { cidr_block = "10.0.0.0/16" }
  resource "aws_subnet" "this" {
    for_each   = { a = "10.0.1.0/24", b = "10.0.2.0/24" }
    vpc_id     = aws_vpc.this.id
    cidr_block = each.value
  }
  resource "aws_security_group" "this" {
    name   = "shared"
    vpc_id = aws_vpc.this.id
  }
  resource "aws_sqs_queue" "this" { name = "events" }
  output "vpc_id" { value = aws_vpc.this.id }
  output "cidr" { value = aws_vpc.this.cidr_block }
  output "subnet_ids" { value = [for one in aws_subnet.this : one.id] }
  output "subnets" { value = { for key, one in aws_subnet.this : key => one.id } }
  output "group_id" { value = aws_security_group.this.id }
  output "queue" {
    value = { arn = aws_sqs_queue.this.arn, url = aws_sqs_queue.this.url, tags = { size = "small" } }
  }
`;

/** What consumers take from it, and under which reference. */
export const networkInputs = {
  vpc_id: 'net.vpc_id',
  subnet_ids: 'net.subnet_ids',
  group_id: 'net.group_id',
  queue: 'net.queue',
};

const inputs = `
  variable "vpc_id" { type = string }
  variable "subnet_ids" { type = list(string) }
  variable "group_id" { type = string }
  variable "queue" {
    type = object({ arn = string, url = string, tags = optional(map(string), {}) })
  }
  variable "size" {
    type    = string
    default = "t3.micro"
  }
`;

/** A consumer with lists, objects and maps of outputs, rules of a security group, and policies written in each of the ways. */
export const service = `${inputs}
  resource "aws_security_group" "this" {
    name   = "service"
    vpc_id = var.vpc_id
    ingress {
      from_port       = 443
      to_port         = 443
      protocol        = "tcp"
      security_groups = [var.group_id]
    }
    ingress {
      from_port   = 80
      to_port     = 80
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8"]
    }
  }
  resource "aws_security_group_rule" "out" {
    type                     = "egress"
    security_group_id        = aws_security_group.this.id
    from_port                = 443
    to_port                  = 443
    protocol                 = "tcp"
    source_security_group_id = var.group_id
  }
  resource "aws_instance" "this" {
    count                  = 2
    ami                    = "ami-12c6146b"
    instance_type          = var.size
    subnet_id              = var.subnet_ids[count.index]
    vpc_security_group_ids = [aws_security_group.this.id]
  }
  resource "aws_iam_role" "this" {
    name = "service"
    assume_role_policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
    })
  }
  resource "aws_iam_role_policy" "encoded" {
    name = "encoded"
    role = aws_iam_role.this.id
    policy = jsonencode({
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = ["sqs:SendMessage"], Resource = [var.queue.arn, "\${var.queue.arn}/x"] },
      ]
    })
  }
  data "aws_iam_policy_document" "this" {
    statement {
      sid       = "Receive"
      actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
      resources = [var.queue.arn]
    }
  }
  resource "aws_iam_role_policy" "document" {
    name   = "document"
    role   = aws_iam_role.this.id
    policy = data.aws_iam_policy_document.this.json
  }
  resource "aws_ssm_parameter" "queue" {
    name  = "/service/queue"
    type  = "String"
    value = var.queue.url
    tags  = { kind = "queue" }
  }
  output "instances" { value = aws_instance.this[*].id }
  output "queue" { value = var.queue.url }
  output "fixed" { value = "fixed" }
`;

/** A consumer whose shape depends on an output. */
export const perSubnet = `${inputs}
  resource "aws_security_group" "this" {
    for_each = toset(var.subnet_ids)
    name     = each.key
    vpc_id   = var.vpc_id
  }
`;

/** The same with as many of it as there are. */
export const perCount = `${inputs}
  resource "aws_security_group" "this" {
    count  = length(var.subnet_ids)
    name   = "service-\${count.index}"
    vpc_id = var.vpc_id
  }
`;

/** A consumer whose provider works where an output says. */
export const elsewhere = `${inputs}
  variable "region" { type = string }
  provider "aws" {
    alias  = "peer"
    region = var.region
  }
  resource "aws_sqs_queue" "this" {
    provider = aws.peer
    name     = "peer"
  }
`;
