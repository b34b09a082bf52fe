variable "runner_role_arn" {
  description = "ARN of the role of runs in the hub's account, the only one that may assume this role."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$", var.runner_role_arn))
    error_message = "runner_role_arn must be the ARN of one role, with no wildcard."
  }
}

variable "external_id" {
  description = "What the runner must say to assume the role; the same as the target's externalId in the stage's configuration."
  type        = string
  nullable    = false
  sensitive   = true

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@:/-]+$", var.external_id)) && length(var.external_id) >= 8 && length(var.external_id) <= 1224
    error_message = "external_id must be 8 to 1224 characters, one of its own for each target."
  }
}

variable "regions" {
  description = "The target's region first, then those in which leftovers are looked for: nothing is done in any other."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.regions) > 0 && alltrue([for region in var.regions : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", region))])
    error_message = "regions must hold at least one AWS region such as eu-central-1."
  }
}

variable "name" {
  description = "Name of the role, and the beginning of the names of its policies."
  type        = string
  default     = "leasehold-provisioner"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,43}$", var.name)) && !startswith(var.name, var.name_prefix)
    error_message = "name must have at most 43 characters, and must not begin as the names of environments do: they could change the role."
  }
}

variable "name_prefix" {
  description = "What the names of all environments begin with; the label module gives them idp-."
  type        = string
  default     = "idp-"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9-]{3,}$", var.name_prefix))
    error_message = "name_prefix must be at least three lower-case letters, digits and hyphens."
  }
}

variable "zone_ids" {
  description = "Hosted zones of Route 53 that environments may make names in; none by default."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.zone_ids : can(regex("^[A-Z0-9]{1,32}$", id))])
    error_message = "zone_ids must be ids of hosted zones, with no wildcard."
  }
}

variable "foundation" {
  description = "Lets the role also make foundations (states, GitHub's roles, images, builds, secrets): what all their names begin with, and the boundary policy of all their roles."
  type        = object({ name_prefix = string, permissions_boundary_arn = string })
  default     = null

  validation {
    condition     = var.foundation == null ? true : can(regex("^[a-z][a-z0-9-]{2,}$", var.foundation.name_prefix))
    error_message = "foundation.name_prefix must be at least three lower-case letters, digits and hyphens, starting with a letter."
  }

  validation {
    condition = var.foundation == null ? true : alltrue([
      for other in [var.name, var.name_prefix] : !startswith(other, var.foundation.name_prefix) && !startswith(var.foundation.name_prefix, other)
    ])
    error_message = "foundation.name_prefix must not share its beginning with this role or with environments: each could become the other."
  }

  validation {
    condition     = var.foundation == null ? true : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:policy/[A-Za-z0-9+=,.@_/-]+$", var.foundation.permissions_boundary_arn))
    error_message = "foundation.permissions_boundary_arn must be the ARN of one policy of the account, none of AWS's own."
  }
}

variable "max_policies" {
  description = "How many managed policies IAM attaches to a role of the account: AWS's default of 10, unless its quota was raised."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.max_policies >= 10 && var.max_policies <= 25 && floor(var.max_policies) == var.max_policies
    error_message = "max_policies must be from 10 to 25, which is the most that AWS raises it to."
  }
}

variable "services" {
  description = "Services of AWS, by the prefixes of their IAM actions, whose every resource type environments may be made of: under the names of environments, or with their tag. None by default."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for service in var.services : can(regex("^[a-z0-9-]{2,40}$", service))])
    error_message = "services must be prefixes of IAM actions such as s3 or application-autoscaling, with no wildcard."
  }

  validation {
    condition     = length(setintersection(var.services, ["account", "identitystore", "signin", "sso", "sso-directory", "sts"])) == 0
    error_message = "services must not hold one that gives people or roles access to the account."
  }
}
