locals {
  # AWS keeps an image from every later rule once its tag is in an earlier one's pattern; this one's count is never met.
  keep_in_use = {
    rulePriority = 1
    description  = "Images that an environment runs stay"
    selection    = { tagStatus = "tagged", tagPrefixList = ["in-use-"], countType = "imageCountMoreThan", countNumber = 100000 }
    action       = { type = "expire" }
  }

  expire_untagged = {
    rulePriority = 2
    description  = "Images without a tag go after ${var.untagged_days} days"
    selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = var.untagged_days }
    action       = { type = "expire" }
  }

  expire_oldest = {
    rulePriority = 3
    description  = "Of the rest the newest ${var.keep_images} stay"
    selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = var.keep_images }
    action       = { type = "expire" }
  }
}

# AWS deletes no repository that holds an image: while there are any, only one with force_delete can be destroyed.
resource "aws_ecr_repository" "this" {
  for_each = var.names

  name                 = each.value
  image_tag_mutability = "IMMUTABLE"
  force_delete         = var.force_delete

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = var.kms_key_arn == null ? "AES256" : "KMS"
    kms_key         = var.kms_key_arn
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each = aws_ecr_repository.this

  repository = each.value.name
  policy     = jsonencode({ rules = [local.keep_in_use, local.expire_untagged, local.expire_oldest] })
}

resource "aws_ecr_repository_policy" "pull" {
  for_each = length(var.puller_arns) == 0 ? {} : aws_ecr_repository.this

  repository = each.value.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Pull"
      Effect    = "Allow"
      Principal = { AWS = var.puller_arns }
      Action    = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
  })
}
