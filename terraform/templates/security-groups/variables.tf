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

variable "vpc_id" {
  description = "Id of the VPC that the groups are of."
  type        = string
  nullable    = false
}

variable "groups" {
  description = "By name: what each group is for, and its rules by name. A rule has one side: a range, a prefix list, a group of this component, or another group by its id."
  type = map(object({
    description = string
    ingress = optional(map(object({
      description       = optional(string, "")
      protocol          = optional(string, "tcp")
      from_port         = optional(number, 0)
      to_port           = optional(number, 0)
      cidr_ipv4         = optional(string, "")
      cidr_ipv6         = optional(string, "")
      prefix_list_id    = optional(string, "")
      group             = optional(string, "")
      security_group_id = optional(string, "")
    })), {})
    egress = optional(map(object({
      description       = optional(string, "")
      protocol          = optional(string, "tcp")
      from_port         = optional(number, 0)
      to_port           = optional(number, 0)
      cidr_ipv4         = optional(string, "")
      cidr_ipv6         = optional(string, "")
      prefix_list_id    = optional(string, "")
      group             = optional(string, "")
      security_group_id = optional(string, "")
    })), {})
  }))
  nullable = false

  validation {
    condition = alltrue(flatten([
      for group in values(var.groups) : [
        for rule in concat(values(group.ingress), values(group.egress)) :
        length(compact([rule.cidr_ipv4, rule.cidr_ipv6, rule.prefix_list_id, rule.group, rule.security_group_id])) == 1
      ]
    ]))
    error_message = "A rule has exactly one of cidr_ipv4, cidr_ipv6, prefix_list_id, group and security_group_id."
  }

  validation {
    condition = alltrue(flatten([
      for group in values(var.groups) : [
        for rule in concat(values(group.ingress), values(group.egress)) : rule.group == "" || contains(keys(var.groups), rule.group)
      ]
    ]))
    error_message = "A rule's group must be one of groups; name any other by security_group_id."
  }

  # A prefix length of 0 is every address, whichever address is before it.
  validation {
    condition = alltrue(flatten([
      for name, group in var.groups : [
        for rule, one in group.ingress :
        !anytrue([for cidr in compact([one.cidr_ipv4, one.cidr_ipv6]) : endswith(cidr, "/0")]) || contains(var.open_to_world, "${name}/${rule}")
      ]
    ]))
    error_message = "An ingress rule from every address must be named in open_to_world, as <group>/<rule>."
  }
}

variable "open_to_world" {
  description = "The ingress rules that may allow every address, as <group>/<rule>; none by default."
  type        = list(string)
  default     = []
  nullable    = false
}
