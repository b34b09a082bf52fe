data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

locals {
  account      = data.aws_caller_identity.current.account_id
  partition    = data.aws_partition.current.partition
  founds       = var.foundation != null
  foundation   = local.founds ? var.foundation : { name_prefix = "", permissions_boundary_arn = "" }
  policy_names = concat(["network", "workload", "identity"], length(var.zone_ids) > 0 ? ["dns"] : [], local.founds ? ["foundation", "foundation-identity"] : [])

  # The names of all policies follow from the role's, so one may name another without waiting for it.
  policy_arn = "arn:${local.partition}:iam::${local.account}:policy/${var.name}"

  values = {
    partition            = local.partition
    account              = local.account
    prefix               = var.name_prefix
    role                 = var.name
    environment_boundary = "${local.policy_arn}-environment-boundary"
    # Tags of global services are found in the partition's home region.
    regions             = jsonencode(distinct(concat(var.regions, [local.partition == "aws" ? "us-east-1" : var.regions[0]])))
    zones               = jsonencode([for id in var.zone_ids : "arn:${local.partition}:route53:::hostedzone/${id}"])
    parameter_folder    = trimsuffix(var.name_prefix, "-")
    foundation_prefix   = local.foundation.name_prefix
    foundation_boundary = local.foundation.permissions_boundary_arn
  }

  # Those that every role has, and as many for services as the account's quota leaves.
  base_policies = length(local.policy_names)
  policies      = local.base_policies + length(local.service_policies)
  most_services = 3 * (var.max_policies - local.base_policies)

  # Three fit into one policy with the longest names; a service without a file of its own is granted by `any`.
  service_policies = { for at, some in chunklist(sort(distinct(var.services)), 3) : "services-${at + 1}" => some }
  service_statements = {
    for service in var.services : service => jsondecode(templatefile(
      fileexists("${path.module}/services/${service}.json.tftpl") ? "${path.module}/services/${service}.json.tftpl" : "${path.module}/services/any.json.tftpl",
      merge(local.values, { service = service, sid = replace(title(replace(service, "-", " ")), " ", "") })
    )).Statement
  }

  # What roles that environments make may do in the services that are offered; most services add nothing.
  roles_statements = flatten([
    for service in sort(distinct(var.services)) : jsondecode(templatefile("${path.module}/services/roles/${service}.json.tftpl", local.values)).Statement
    if fileexists("${path.module}/services/roles/${service}.json.tftpl")
  ])
  boundary_policies = { for name in ["environment-boundary", "provisioner-boundary"] : name => jsondecode(templatefile("${path.module}/policies/${name}.json.tftpl", local.bounded)) }

  bounds = jsondecode(templatefile("${path.module}/policies/bounds.json.tftpl", local.values))

  # What the role may be given at most: services, and identities that are no strangers.
  bounded = merge(local.values, {
    for what in ["services", "identities"] :
    what => jsonencode(distinct(concat(
      local.bounds.environments[what],
      local.founds ? local.bounds.foundation[what] : [],
      what == "services" ? [for service in var.services : "${service}:*" if service != "iam"] : [],
      flatten([for service in var.services : try(local.bounds.offered[service][what], [])])
    )))
  })
}

# No session without the external id: whoever may use the runner for another target does not get into this one. The runner
# is named by a condition, since IAM keeps a role that is a principal by its id: it must exist, and is a stranger once made anew.
resource "aws_iam_role" "this" {
  name                 = var.name
  description          = "Assumed by Leasehold's runner to make and destroy environments"
  permissions_boundary = aws_iam_policy.boundary["provisioner-boundary"].arn
  max_session_duration = 3600

  # AWS says this only when the policies are attached, and leaves a role that has some of them.
  lifecycle {
    precondition {
      condition     = local.policies <= var.max_policies
      error_message = "The role would have ${local.policies} policies, and IAM attaches ${var.max_policies} to a role in this account. Offer at most ${local.most_services} services here, and the others by this module under another name with a target of its own (docs/targets.md); or raise the account's quota of managed policies attached to a role, then set max_policies to it."
    }
  }

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "arn:${local.partition}:iam::${split(":", var.runner_role_arn)[4]}:root" }
      Condition = {
        StringEquals = { "sts:ExternalId" = var.external_id }
        ArnEquals    = { "aws:PrincipalArn" = var.runner_role_arn }
      }
    }]
  })
}

resource "aws_iam_policy" "boundary" {
  for_each = toset(["environment-boundary", "provisioner-boundary"])

  name        = "${var.name}-${each.key}"
  description = "What Leasehold's ${trimsuffix(each.key, "-boundary")} roles may do at most"
  policy = jsonencode(merge(local.boundary_policies[each.key], {
    Statement = concat(local.boundary_policies[each.key].Statement, [for one in local.roles_statements : one if each.key == "environment-boundary"])
  }))

  lifecycle {
    postcondition {
      condition     = length(replace(self.policy, "/\\s/", "")) <= 6144
      error_message = "The policy ${self.name} has more than the 6,144 characters that IAM takes. Offer fewer services or regions with this role, and the others by this module under another name."
    }
  }
}

resource "aws_iam_policy" "permissions" {
  for_each = toset(local.policy_names)

  name        = "${var.name}-${each.key}"
  description = "What Leasehold's templates need: ${each.key}"
  policy      = jsonencode(jsondecode(templatefile("${path.module}/policies/${each.key}.json.tftpl", local.values)))

  lifecycle {
    postcondition {
      condition     = length(replace(self.policy, "/\\s/", "")) <= 6144
      error_message = "The policy ${self.name} has more than the 6,144 characters that IAM takes. Give it fewer zone_ids or regions, and the others by this module under another name."
    }
  }
}

resource "aws_iam_policy" "services" {
  for_each = local.service_policies

  name        = "${var.name}-${each.key}"
  description = "What templates of others need: ${join(", ", each.value)}"
  policy      = jsonencode({ Version = "2012-10-17", Statement = flatten([for service in each.value : local.service_statements[service]]) })

  lifecycle {
    postcondition {
      condition     = length(replace(self.policy, "/\\s/", "")) <= 6144
      error_message = "The policy ${self.name} has more than the 6,144 characters that IAM takes. Give the role and the environments shorter names, or fewer regions."
    }
  }
}

resource "aws_iam_role_policy_attachment" "permissions" {
  for_each = toset(local.policy_names)

  role       = aws_iam_role.this.name
  policy_arn = aws_iam_policy.permissions[each.key].arn
}

resource "aws_iam_role_policy_attachment" "services" {
  for_each = local.service_policies

  role       = aws_iam_role.this.name
  policy_arn = aws_iam_policy.services[each.key].arn
}
