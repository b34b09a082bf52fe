locals {
  # Only what AWS does in the name of this cluster may take the roles that are handed to EKS.
  of_this_cluster = {
    cluster = { service = "eks.amazonaws.com", actions = ["sts:AssumeRole", "sts:TagSession"], source = local.cluster_arn }
    node    = { service = "ec2.amazonaws.com", actions = ["sts:AssumeRole"], source = "" }
    fargate = { service = "eks-fargate-pods.amazonaws.com", actions = ["sts:AssumeRole"], source = "arn:${local.partition}:eks:${local.region}:${local.account}:fargateprofile/${local.name}/*" }
  }

  trust = {
    for name, of in local.of_this_cluster : name => jsonencode({
      Version = "2012-10-17"
      Statement = [merge(
        { Effect = "Allow", Action = of.actions, Principal = { Service = of.service } },
        of.source == "" ? {} : { Condition = { StringEquals = { "aws:SourceAccount" = local.account }, ArnLike = { "aws:SourceArn" = of.source } } }
      )]
    })
  }

  # The images of add-ons are in AWS's own accounts, and those of the nodes' software are asked for by no other way.
  pull_images = [
    { Sid = "GetTokenOfTheRegistry", Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" },
    {
      Sid      = "PullImages"
      Effect   = "Allow"
      Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Resource = "arn:${local.partition}:ecr:*:*:repository/*"
    },
  ]
}

# Of AWS's policy for clusters what remains when the AWS Load Balancer Controller makes load balancers
# (docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html).
resource "aws_iam_role" "cluster" {
  name                 = "${local.name}-cluster"
  description          = "Control plane of the cluster ${local.name}"
  assume_role_policy   = local.trust.cluster
  permissions_boundary = module.label.permissions_boundary
}

resource "aws_iam_role_policy" "cluster" {
  name = "control-plane"
  role = aws_iam_role.cluster.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # EC2 has no resource for looking.
        Sid      = "Look"
        Effect   = "Allow"
        Action   = ["ec2:DescribeAvailabilityZones", "ec2:DescribeDhcpOptions", "ec2:DescribeInstanceTopology", "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces", "ec2:DescribeVpcs"]
        Resource = "*"
      },
      {
        Sid       = "NameItsNodes"
        Effect    = "Allow"
        Action    = "ec2:CreateTags"
        Resource  = "arn:${local.partition}:ec2:${local.region}:${local.account}:instance/*"
        Condition = { "ForAnyValue:StringEquals" = { "aws:TagKeys" = "kubernetes.io/cluster/${local.name}" } }
      },
      { Sid = "KnowItsKey", Effect = "Allow", Action = "kms:DescribeKey", Resource = local.kms_key_arn },
    ]
  })
}

resource "aws_iam_role" "node" {
  count = length(var.node_groups) > 0 ? 1 : 0

  name                 = "${local.name}-node"
  description          = "Nodes of the cluster ${local.name}"
  assume_role_policy   = local.trust.node
  permissions_boundary = module.label.permissions_boundary
}

# AWS's policy for nodes, for this cluster alone; the network plugin and drivers have roles of their own.
resource "aws_iam_role_policy" "node" {
  count = length(var.node_groups) > 0 ? 1 : 0

  name = "node"
  role = aws_iam_role.node[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.pull_images, [
      {
        # EC2 has no resource for looking.
        Sid      = "Look"
        Effect   = "Allow"
        Action   = ["ec2:DescribeInstanceTypes", "ec2:DescribeInstances", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVolumes", "ec2:DescribeVolumesModifications", "ec2:DescribeVpcs"]
        Resource = "*"
      },
      { Sid = "JoinTheCluster", Effect = "Allow", Action = "eks:DescribeCluster", Resource = local.cluster_arn },
      { Sid = "GiveRolesToPods", Effect = "Allow", Action = "eks-auth:AssumeRoleForPodIdentity", Resource = local.cluster_arn },
    ])
  })
}

resource "aws_iam_role" "fargate" {
  count = length(var.fargate_profiles) > 0 ? 1 : 0

  name                 = "${local.name}-fargate"
  description          = "Starts pods of the cluster ${local.name} on Fargate"
  assume_role_policy   = local.trust.fargate
  permissions_boundary = module.label.permissions_boundary
}

resource "aws_iam_role_policy" "fargate" {
  count = length(var.fargate_profiles) > 0 ? 1 : 0

  name   = "fargate"
  role   = aws_iam_role.fargate[0].id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.pull_images })
}
