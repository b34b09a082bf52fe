variable "leasehold" {
  description = "The environment, supplied by the control plane: its name, the ULID of its life, its tags, and what bounds its roles."
  type = object({
    name = string
    id   = string
    tags = map(string)

    permissions_boundary = optional(string)
  })
  nullable = false
}

variable "roles" {
  description = "By name: who takes a role (services by their name before .amazonaws.com, roles by ARN, accounts with an external id, or identities of an OIDC provider), and its policies: own statements, policies of this component, of AWS by name, or of other components by ARN."
  type = map(object({
    description = string
    trust = object({
      services    = optional(list(string), [])
      source_arns = optional(list(string), [])
      role_arns   = optional(list(string), [])
      account_ids = optional(list(string), [])
      external_id = optional(string, "")
      oidc        = optional(object({ provider_arn = string, audience = optional(string, "sts.amazonaws.com"), subjects = list(string) }))
    })
    statements = optional(list(object({
      sid        = string
      effect     = optional(string, "Allow")
      actions    = list(string)
      resources  = list(string)
      conditions = optional(map(map(list(string))), {})
    })), [])
    policies             = optional(list(string), [])
    aws_policies         = optional(list(string), [])
    policy_arns          = optional(list(string), [])
    max_session_duration = optional(number, 3600)
    instance_profile     = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for role in values(var.roles) : length(concat(role.trust.services, role.trust.role_arns, role.trust.account_ids)) > 0 || role.trust.oidc != null
    ])
    error_message = "A role must trust a service, a role, an account or an OIDC provider."
  }

  validation {
    condition     = alltrue([for role in values(var.roles) : length(role.trust.account_ids) == 0 || role.trust.external_id != ""])
    error_message = "A role that trusts an account needs an external_id, so that the account does not take it for a stranger."
  }

  validation {
    condition     = alltrue([for role in values(var.roles) : length(role.trust.source_arns) == 0 || length(role.trust.services) > 0])
    error_message = "source_arns says for what the trusted services may take the role; without services it says nothing."
  }

  validation {
    condition     = alltrue([for role in values(var.roles) : !role.instance_profile || contains(role.trust.services, "ec2")])
    error_message = "A role with an instance profile must trust the service ec2."
  }

  validation {
    condition     = alltrue([for role in values(var.roles) : alltrue([for policy in role.policies : contains(keys(var.policies), policy)])])
    error_message = "A role's policies must be among the policies of this component; name others by policy_arns or aws_policies."
  }

  # Deny may say everything, since it takes away.
  validation {
    condition = alltrue(flatten([
      for name, role in var.roles : [
        for statement in role.statements :
        statement.effect == "Deny" || !contains(statement.resources, "*") || contains(var.any_resource, "${name}/${statement.sid}")
      ]
    ]))
    error_message = "A statement that allows something for every resource must be named in any_resource, as <role>/<sid>."
  }
}

variable "policies" {
  description = "By name: policies that several roles share, each with its statements."
  type = map(object({
    description = string
    statements = list(object({
      sid        = string
      effect     = optional(string, "Allow")
      actions    = list(string)
      resources  = list(string)
      conditions = optional(map(map(list(string))), {})
    }))
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue(flatten([
      for name, policy in var.policies : [
        for statement in policy.statements :
        statement.effect == "Deny" || !contains(statement.resources, "*") || contains(var.any_resource, "${name}/${statement.sid}")
      ]
    ]))
    error_message = "A statement that allows something for every resource must be named in any_resource, as <policy>/<sid>."
  }
}

variable "any_resource" {
  description = "The statements that may allow something for every resource, as <role or policy>/<sid>: actions for which AWS has no resource. None by default."
  type        = list(string)
  default     = []
  nullable    = false
}
