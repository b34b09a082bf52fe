locals {
  issuer = replace(aws_eks_cluster.this.identity[0].oidc[0].issuer, "https://", "")
  ec2    = "arn:${local.partition}:ec2:${local.region}:${local.account}"
  efs    = "arn:${local.partition}:elasticfilesystem:${local.region}:${local.account}"

  owned  = "aws:ResourceTag/kubernetes.io/cluster/${local.name}"
  owning = "aws:RequestTag/kubernetes.io/cluster/${local.name}"

  drivers = { for name, account in { aws-ebs-csi-driver = "ebs-csi-controller-sa", aws-efs-csi-driver = "efs-csi-controller-sa" } : name => account if contains(var.addons, name) }
}

# The network plugin gives a node its network, so it cannot wait for the agent of Pod Identity on that node.
resource "aws_iam_role" "network" {
  name                 = "${local.name}-vpc-cni"
  description          = "Network plugin of the cluster ${local.name}"
  permissions_boundary = module.label.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.this.arn }
      Condition = { StringEquals = { "${local.issuer}:aud" = "sts.amazonaws.com", "${local.issuer}:sub" = "system:serviceaccount:kube-system:aws-node" } }
    }]
  })
}

# github.com/aws/amazon-vpc-cni-k8s, docs/iam-policy.md, narrowed to the cluster.
resource "aws_iam_role_policy" "network" {
  name = "vpc-cni"
  role = aws_iam_role.network.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # EC2 has no resource for looking.
        Sid      = "Look"
        Effect   = "Allow"
        Action   = ["ec2:DescribeInstanceTypes", "ec2:DescribeInstances", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeTags"]
        Resource = "*"
      },
      {
        Sid       = "MakeInterfacesOfTheCluster"
        Effect    = "Allow"
        Action    = "ec2:CreateNetworkInterface"
        Resource  = "${local.ec2}:network-interface/*"
        Condition = { StringEquals = { "aws:RequestTag/cluster.k8s.amazonaws.com/name" = local.name } }
      },
      {
        Sid       = "MakeThemInItsNetwork"
        Effect    = "Allow"
        Action    = "ec2:CreateNetworkInterface"
        Resource  = ["${local.ec2}:security-group/*", "${local.ec2}:subnet/*"]
        Condition = { ArnEquals = { "ec2:Vpc" = "${local.ec2}:vpc/${var.vpc_id}" } }
      },
      {
        Sid       = "TagThem"
        Effect    = "Allow"
        Action    = "ec2:CreateTags"
        Resource  = "${local.ec2}:network-interface/*"
        Condition = { StringEquals = { "ec2:CreateAction" = "CreateNetworkInterface" } }
      },
      {
        Sid       = "ChangeThem"
        Effect    = "Allow"
        Action    = ["ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:CreateTags", "ec2:DeleteNetworkInterface", "ec2:DetachNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute", "ec2:UnassignPrivateIpAddresses"]
        Resource  = "${local.ec2}:network-interface/*"
        Condition = { StringEquals = { "aws:ResourceTag/cluster.k8s.amazonaws.com/name" = local.name } }
      },
      {
        Sid       = "AttachThemToItsNodes"
        Effect    = "Allow"
        Action    = ["ec2:AttachNetworkInterface", "ec2:DetachNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute"]
        Resource  = "${local.ec2}:instance/*"
        Condition = { StringEquals = { (local.owned) = "owned" } }
      },
      {
        Sid       = "GiveThemGroupsOfTheNetwork"
        Effect    = "Allow"
        Action    = "ec2:ModifyNetworkInterfaceAttribute"
        Resource  = "${local.ec2}:security-group/*"
        Condition = { ArnEquals = { "ec2:Vpc" = "${local.ec2}:vpc/${var.vpc_id}" } }
      },
    ]
  })
}

resource "aws_iam_role" "driver" {
  for_each = local.drivers

  name                 = "${local.name}-${each.key}"
  description          = "Driver for volumes of the cluster ${local.name}"
  permissions_boundary = module.label.permissions_boundary

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { Service = "pods.eks.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = local.account }, ArnEquals = { "aws:SourceArn" = local.cluster_arn } }
    }]
  })
}

resource "aws_iam_role_policy" "driver" {
  for_each = local.drivers

  name   = each.key
  role   = aws_iam_role.driver[each.key].id
  policy = jsonencode({ Version = "2012-10-17", Statement = local.driver_statements[each.key] })
}

resource "aws_eks_pod_identity_association" "driver" {
  for_each = local.drivers

  cluster_name    = aws_eks_cluster.this.name
  namespace       = "kube-system"
  service_account = each.value
  role_arn        = aws_iam_role.driver[each.key].arn
}
