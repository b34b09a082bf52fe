module "label" {
  source = "../../modules/label"

  leasehold = var.leasehold
}

locals {
  provisioned = var.billing_mode == "PROVISIONED"
  kms_key_arn = var.kms_key_arn == "" ? null : var.kms_key_arn

  # AWS takes only attributes that are part of a key; a type is needed where one is no text.
  keys = distinct(compact(concat(
    [var.hash_key, var.range_key],
    flatten([for index in var.indexes : [index.hash_key, index.range_key]])
  )))

  streamed = var.stream_view_type != ""

  readable = [aws_dynamodb_table.this.arn, "${aws_dynamodb_table.this.arn}/index/*"]

  read_items = {
    Sid      = "ReadItems"
    Effect   = "Allow"
    Action   = ["dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"]
    Resource = local.readable
  }

  write_items = {
    Sid      = "WriteItems"
    Effect   = "Allow"
    Action   = ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"]
    Resource = [aws_dynamodb_table.this.arn]
  }

  read_stream = {
    Sid      = "ReadStream"
    Effect   = "Allow"
    Action   = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"]
    Resource = ["${aws_dynamodb_table.this.arn}/stream/*"]
  }

  # DynamoDB uses a customer's key in the name of whoever reads or writes.
  use_key = {
    Sid       = "UseTheKeyOfTheTable"
    Effect    = "Allow"
    Action    = ["kms:Decrypt", "kms:DescribeKey"]
    Resource  = [local.kms_key_arn]
    Condition = { StringLike = { "kms:ViaService" = "dynamodb.*.amazonaws.com" } }
  }

  reading = concat([local.read_items], local.streamed ? [local.read_stream] : [], local.kms_key_arn == null ? [] : [local.use_key])
}

resource "aws_dynamodb_table" "this" {
  name             = module.label.id
  billing_mode     = var.billing_mode
  read_capacity    = local.provisioned ? var.read_capacity : null
  write_capacity   = local.provisioned ? var.write_capacity : null
  hash_key         = var.hash_key
  range_key        = var.range_key == "" ? null : var.range_key
  stream_enabled   = local.streamed
  stream_view_type = local.streamed ? var.stream_view_type : null

  # A lease must be able to end by itself; without one, nobody deletes items behind their owner's back.
  deletion_protection_enabled = var.leasehold.permanent

  dynamic "attribute" {
    for_each = local.keys

    content {
      name = attribute.value
      type = lookup(var.key_types, attribute.value, "S")
    }
  }

  dynamic "global_secondary_index" {
    for_each = var.indexes

    content {
      name               = global_secondary_index.key
      hash_key           = global_secondary_index.value.hash_key
      range_key          = global_secondary_index.value.range_key == "" ? null : global_secondary_index.value.range_key
      projection_type    = global_secondary_index.value.projection
      non_key_attributes = global_secondary_index.value.projection == "INCLUDE" ? global_secondary_index.value.attributes : null
      read_capacity      = local.provisioned ? var.read_capacity : null
      write_capacity     = local.provisioned ? var.write_capacity : null
    }
  }

  # Without an attribute there is nothing to switch off: AWS refuses a time to live that names none.
  dynamic "ttl" {
    for_each = var.ttl_attribute == "" ? [] : [var.ttl_attribute]

    content {
      enabled        = true
      attribute_name = ttl.value
    }
  }

  point_in_time_recovery {
    enabled = var.point_in_time_recovery
  }

  # Without a key of its own it is encrypted by the account's key aws/dynamodb, whose use can be audited; DynamoDB's cannot.
  server_side_encryption {
    enabled     = true
    kms_key_arn = local.kms_key_arn
  }
}
