locals {
  bucket_count = var.s3_bucket_arn == "" ? 0 : 1
}

# Only a bucket that says itself that environments may read it: otherwise whoever may ask for an
# environment could read every bucket of the account.
data "aws_resourcegroupstaggingapi_resources" "bucket" {
  count = local.bucket_count

  resource_arn_list = [var.s3_bucket_arn]

  lifecycle {
    postcondition {
      condition     = anytrue([for found in self.resource_tag_mapping_list : found.resource_arn == var.s3_bucket_arn && lookup(found.tags, "idp:shared", "") == "true"])
      error_message = "${var.s3_bucket_arn} has no tag idp:shared = true in this region; its owner must set it before an environment may read it."
    }
  }
}

resource "aws_iam_role_policy" "bucket" {
  count = local.bucket_count

  name = "read-bucket"
  role = var.task_role_name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:ListBucket", Resource = data.aws_resourcegroupstaggingapi_resources.bucket[0].resource_arn_list },
      { Effect = "Allow", Action = "s3:GetObject", Resource = [for arn in data.aws_resourcegroupstaggingapi_resources.bucket[0].resource_arn_list : "${arn}/*"] },
    ]
  })
}
