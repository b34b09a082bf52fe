locals {
  # EC2 and EFS have no resource for looking.
  look = {
    for name, actions in {
      aws-ebs-csi-driver = ["ec2:DescribeAvailabilityZones", "ec2:DescribeInstanceTypes", "ec2:DescribeInstances", "ec2:DescribeSnapshots", "ec2:DescribeTags", "ec2:DescribeVolumeStatus", "ec2:DescribeVolumes", "ec2:DescribeVolumesModifications"]
      aws-efs-csi-driver = ["ec2:DescribeAvailabilityZones", "elasticfilesystem:DescribeAccessPoints", "elasticfilesystem:DescribeFileSystems", "elasticfilesystem:DescribeMountTargets"]
    } : name => { Sid = "Look", Effect = "Allow", Action = actions, Resource = "*" }
  }

  driver_statements = {
    # github.com/kubernetes-sigs/aws-ebs-csi-driver, docs/example-iam-policy.json: by the cluster's tag, where that names any cluster.
    aws-ebs-csi-driver = [
      local.look.aws-ebs-csi-driver,
      {
        Sid       = "MakeVolumesAndSnapshotsOfTheCluster"
        Effect    = "Allow"
        Action    = ["ec2:CopyVolumes", "ec2:CreateSnapshot", "ec2:CreateVolume"]
        Resource  = ["${local.ec2}:volume/*", "arn:${local.partition}:ec2:${local.region}::snapshot/*"]
        Condition = { StringEquals = { (local.owning) = "owned" } }
      },
      {
        Sid       = "MakeThemOfThoseOfTheCluster"
        Effect    = "Allow"
        Action    = ["ec2:CopyVolumes", "ec2:CreateSnapshot", "ec2:CreateVolume", "ec2:EnableFastSnapshotRestores"]
        Resource  = ["${local.ec2}:volume/*", "arn:${local.partition}:ec2:${local.region}::snapshot/*"]
        Condition = { StringEquals = { (local.owned) = "owned" } }
      },
      {
        Sid       = "TagThem"
        Effect    = "Allow"
        Action    = "ec2:CreateTags"
        Resource  = ["${local.ec2}:volume/*", "arn:${local.partition}:ec2:${local.region}::snapshot/*"]
        Condition = { StringEquals = { "ec2:CreateAction" = ["CopyVolumes", "CreateSnapshot", "CreateVolume"] } }
      },
      {
        Sid       = "ChangeThem"
        Effect    = "Allow"
        Action    = ["ec2:AttachVolume", "ec2:CreateTags", "ec2:DeleteSnapshot", "ec2:DeleteTags", "ec2:DeleteVolume", "ec2:DetachVolume", "ec2:LockSnapshot", "ec2:ModifyVolume"]
        Resource  = ["${local.ec2}:volume/*", "arn:${local.partition}:ec2:${local.region}::snapshot/*"]
        Condition = { StringEquals = { (local.owned) = "owned" } }
      },
      {
        Sid       = "AttachThemToItsNodes"
        Effect    = "Allow"
        Action    = ["ec2:AttachVolume", "ec2:DetachVolume"]
        Resource  = "${local.ec2}:instance/*"
        Condition = { StringEquals = { (local.owned) = "owned" } }
      },
    ]

    # github.com/kubernetes-sigs/aws-efs-csi-driver, docs/iam-policy-example.json, for file systems of this life alone.
    aws-efs-csi-driver = [
      local.look.aws-efs-csi-driver,
      {
        Sid       = "MakeAccessPoints"
        Effect    = "Allow"
        Action    = ["elasticfilesystem:CreateAccessPoint", "elasticfilesystem:TagResource"]
        Resource  = ["${local.efs}:access-point/*", "${local.efs}:file-system/*"]
        Condition = { StringEquals = { "aws:RequestTag/efs.csi.aws.com/cluster" = "true" } }
      },
      {
        Sid       = "ChangeThem"
        Effect    = "Allow"
        Action    = ["elasticfilesystem:DeleteAccessPoint", "elasticfilesystem:TagResource"]
        Resource  = "${local.efs}:access-point/*"
        Condition = { StringEquals = { "aws:ResourceTag/efs.csi.aws.com/cluster" = "true" } }
      },
    ]
  }
}
