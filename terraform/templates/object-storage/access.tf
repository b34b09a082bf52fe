locals {
  read_objects  = ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion"]
  write_objects = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:PutObject", "s3:PutObjectTagging"]
  take_replicas = ["s3:ObjectOwnerOverrideToBucketOwner", "s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"]

  # By bucket: who reads, writers included.
  reading = {
    for name, bucket in var.buckets : name => concat(
      [for title, one in bucket.readers : merge(one, { sid = "Readers${title}" })],
      [for title, one in bucket.writers : merge(one, { sid = "Writers${title}" })],
    )
  }

  only_tls = {
    for name, arn in local.arns : name => {
      Sid       = "OnlyTls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [arn, "${arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }
  }

  # Lists of one type each, since a statement of one kind has parts that another has not.
  statements = {
    for name, bucket in var.buckets : name => concat(
      [jsonencode(local.only_tls[name])],
      [for one in local.reading[name] : jsonencode({
        Sid       = "${title(replace(one.sid, "-", ""))}ListTheirs"
        Effect    = "Allow"
        Principal = { AWS = sort(one.role_arns) }
        Action    = "s3:ListBucket"
        Resource  = local.arns[name]
        Condition = { StringLike = { "s3:prefix" = [for prefix in one.prefixes : "${prefix}*"] } }
      })],
      [for one in local.reading[name] : jsonencode({
        Sid       = "${title(replace(one.sid, "-", ""))}Read"
        Effect    = "Allow"
        Principal = { AWS = sort(one.role_arns) }
        Action    = local.read_objects
        Resource  = [for prefix in one.prefixes : "${local.arns[name]}/${prefix}*"]
      })],
      [for title, one in bucket.writers : jsonencode({
        Sid       = "Writers${replace(title, "-", "")}Write"
        Effect    = "Allow"
        Principal = { AWS = sort(one.role_arns) }
        Action    = local.write_objects
        Resource  = [for prefix in one.prefixes : "${local.arns[name]}/${prefix}*"]
      })],
      [for arns in [sort(bucket.cloudfront_distribution_arns)] : jsonencode({
        Sid       = "DeliveredByCloudFront"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = "s3:GetObject"
        Resource  = "${local.arns[name]}/*"
        Condition = { StringEquals = { "AWS:SourceArn" = arns } }
      }) if length(arns) > 0],
      [for arns in [sort(bucket.replicas_from)] : jsonencode({
        Sid       = "TakesReplicas"
        Effect    = "Allow"
        Principal = { AWS = arns }
        Action    = concat(["s3:GetBucketVersioning", "s3:List*"], local.take_replicas)
        Resource  = [local.arns[name], "${local.arns[name]}/*"]
      }) if length(arns) > 0],
      [for accounts in [sort(bucket.takes_logs_of)] : jsonencode({
        Sid       = "TakesLogs"
        Effect    = "Allow"
        Principal = { Service = "delivery.logs.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${local.arns[name]}/AWSLogs/*"
        Condition = { StringEquals = { "aws:SourceAccount" = accounts } }
      }) if length(accounts) > 0],
      [for accounts in [sort(bucket.takes_logs_of)] : jsonencode({
        Sid       = "ShowsLogDeliveryWhoseItIs"
        Effect    = "Allow"
        Principal = { Service = "delivery.logs.amazonaws.com" }
        Action    = ["s3:GetBucketAcl", "s3:ListBucket"]
        Resource  = local.arns[name]
        Condition = { StringEquals = { "aws:SourceAccount" = accounts } }
      }) if length(accounts) > 0],
    )
  }

  # For policies of roles in this account, which need no word of the bucket's own policy.
  key_use = { for name in keys(var.buckets) : name => local.has_key ? [{ Sid = "UseTheKeyOfTheBucket", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [local.kms_key_arn] }] : [] }
  read_policy = {
    for name, arn in local.arns : name => concat([
      { Sid = "ListObjects", Effect = "Allow", Action = ["s3:ListBucket"], Resource = [arn] },
      { Sid = "ReadObjects", Effect = "Allow", Action = local.read_objects, Resource = ["${arn}/*"] },
    ], local.key_use[name])
  }
  write_policy = {
    for name, arn in local.arns : name => concat(local.read_policy[name], [
      { Sid = "WriteObjects", Effect = "Allow", Action = local.write_objects, Resource = ["${arn}/*"] },
    ])
  }
}

resource "aws_s3_bucket_policy" "this" {
  for_each = var.buckets

  bucket = aws_s3_bucket.this[each.key].id
  policy = jsonencode({ Version = "2012-10-17", Statement = [for one in local.statements[each.key] : jsondecode(one)] })

  depends_on = [aws_s3_bucket_public_access_block.this]
}
