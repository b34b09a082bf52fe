variable "leasehold" {
  description = "The environment, supplied by the control plane: its name, the ULID of its life, its tags, and what bounds its roles, and whether it has no end."
  type = object({
    name = string
    id   = string
    tags = map(string)

    permissions_boundary = optional(string)
    permanent            = optional(bool, false)
  })
  nullable = false
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes. It rises one by one, and never falls."
  type        = string
  default     = "1.35"
  nullable    = false
}

variable "support_type" {
  description = "What happens when AWS's standard support of the version ends: STANDARD upgrades the cluster, EXTENDED keeps it and costs more."
  type        = string
  default     = "STANDARD"
  nullable    = false
}

variable "vpc_id" {
  description = "Id of the VPC of the subnets."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Ids of the private subnets of nodes, pods and the private endpoint, in two zones at least."
  type        = list(string)
  nullable    = false
}

variable "private_access_cidrs" {
  description = "Ranges outside of the cluster that may reach its private endpoint, such as that of the runs which empty it."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "public_access_cidrs" {
  description = "Ranges that may reach a public endpoint; without any there is none."
  type        = list(string)
  default     = []
  nullable    = false

  # A prefix length of 0 is every address, whichever address is before it.
  validation {
    condition     = var.open_to_world || !anytrue([for cidr in var.public_access_cidrs : endswith(cidr, "/0")])
    error_message = "public_access_cidrs may hold every address only where open_to_world says so."
  }
}

variable "open_to_world" {
  description = "Whether public_access_cidrs may be every address."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of a key tagged idp:managed = true that encrypts secrets and logs, and that CloudWatch Logs may use; empty for a key of its own, which is rotated."
  type        = string
  default     = ""
  nullable    = false
}

variable "log_retention_days" {
  description = "Days for which the five logs of the control plane are kept."
  type        = number
  default     = 90
  nullable    = false
}

variable "access_entries" {
  description = "By name: roles that may enter the cluster, each with AWS's access policies for these namespaces (none: all), and groups that roles of Kubernetes are bound to."
  type = map(object({
    principal_arn     = string
    policies          = optional(map(list(string)), {})
    kubernetes_groups = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = length(distinct([for entry in values(var.access_entries) : entry.principal_arn])) == length(var.access_entries)
    error_message = "A role has one access entry; give it all of its policies there."
  }
}

variable "node_groups" {
  description = "By name: managed node groups, on demand or spot, with how many nodes of which types; {} where all pods run on Fargate."
  type = map(object({
    capacity_type  = optional(string, "ON_DEMAND")
    instance_types = optional(list(string), ["m6i.large"])
    ami_type       = optional(string, "AL2023_x86_64_STANDARD")
    min_size       = optional(number, 1)
    max_size       = optional(number, 3)
    desired_size   = optional(number, 2)
    disk_gib       = optional(number, 50)
    labels         = optional(map(string), {})
    taints = optional(map(object({
      value  = optional(string)
      effect = optional(string, "NO_SCHEDULE")
    })), {})
    subnet_ids                 = optional(list(string), [])
    max_unavailable_percentage = optional(number, 33)
  }))
  nullable = false

  validation {
    condition     = alltrue([for group in values(var.node_groups) : group.min_size <= group.desired_size && group.desired_size <= group.max_size])
    error_message = "A group's desired_size must be between its min_size and its max_size."
  }
}

variable "fargate_profiles" {
  description = "By name: which pods run on Fargate, by their namespace and labels."
  type = map(object({
    selectors = list(object({
      namespace = string
      labels    = optional(map(string), {})
    }))
    subnet_ids = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  # CoreDNS runs in kube-system, and without it a cluster is never ready.
  validation {
    condition     = length(var.node_groups) > 0 || contains(flatten([for profile in values(var.fargate_profiles) : profile.selectors[*].namespace]), "kube-system")
    error_message = "Without a node group, a profile must take the pods of kube-system."
  }
}

variable "addons" {
  description = "Add-ons beside vpc-cni, kube-proxy, coredns and eks-pod-identity-agent, which every cluster has."
  type        = list(string)
  default     = ["aws-ebs-csi-driver", "metrics-server", "snapshot-controller"]
  nullable    = false

  # Drivers mount volumes on nodes, and take their role from the agent of Pod Identity, which Fargate does not run.
  validation {
    condition     = length(var.node_groups) > 0 || length(setintersection(var.addons, ["aws-ebs-csi-driver", "aws-efs-csi-driver", "snapshot-controller"])) == 0
    error_message = "Without a node group there are no drivers for volumes and no snapshots: addons may hold metrics-server only."
  }
}

variable "addon_versions" {
  description = "By add-on: its version. Others have the one that AWS gave when they were made, and keep it."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "addon_configuration" {
  description = "By add-on: further configuration, as a JSON object. What the component itself sets stays."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for text in values(var.addon_configuration) : can(keys(jsondecode(text)))])
    error_message = "addon_configuration must hold JSON objects."
  }
}
