locals {
  repositories = [for name in var.push_repositories : "arn:${local.partition}:ecr:${local.region}:${local.account}:repository/${name}"]

  statements = concat(
    [{ Sid = "WriteLogs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = ["${aws_cloudwatch_log_group.this.arn}:*"] }],
    [
      for statement in [{ Sid = "ReadSecrets", Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = values(var.secret_arns) }] : statement
      if length(var.secret_arns) > 0
    ],
    [
      for statement in [{ Sid = "UseTheConnection", Effect = "Allow", Action = ["codeconnections:GetConnection", "codeconnections:GetConnectionToken", "codeconnections:UseConnection"], Resource = [var.connection_arn] }] : statement
      if var.connection_arn != ""
    ],
    # A token for the registry is of no repository.
    [
      for statement in [
        { Sid = "SignIn", Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = ["*"] },
        {
          Sid      = "PushImages"
          Effect   = "Allow"
          Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"]
          Resource = local.repositories
        }
      ] : statement if length(var.push_repositories) > 0
    ],
    # docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html: the
    # interfaces of builds are made in the role's name, and what describes a network has no resource.
    [
      for statement in [
        {
          Sid      = "FindTheNetwork"
          Effect   = "Allow"
          Action   = ["ec2:DescribeDhcpOptions", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"]
          Resource = ["*"]
        },
        { Sid = "MakeInterfaces", Effect = "Allow", Action = ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"], Resource = ["arn:${local.partition}:ec2:${local.region}:${local.account}:*"] },
      ] : statement if local.in_vpc
    ],
    [
      for statement in [{
        Sid      = "GiveInterfacesToBuilds"
        Effect   = "Allow"
        Action   = ["ec2:CreateNetworkInterfacePermission"]
        Resource = ["arn:${local.partition}:ec2:${local.region}:${local.account}:network-interface/*"]
        Condition = {
          StringEquals = { "ec2:AuthorizedService" = "codebuild.amazonaws.com" }
          ArnEquals    = { "ec2:Subnet" = [for id in var.private_subnet_ids : "arn:${local.partition}:ec2:${local.region}:${local.account}:subnet/${id}"] }
        }
      }] : statement if local.in_vpc
    ]
  )
}

resource "aws_iam_role" "build" {
  name                 = "${module.label.id}-build"
  description          = "Builds of ${module.label.id}"
  permissions_boundary = module.label.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "codebuild.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "build" {
  name   = "build"
  role   = aws_iam_role.build.name
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements })
}
