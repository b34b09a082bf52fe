variable "label" {
  description = "The names of the environment, from the label module."
  type        = object({ id = string })
  nullable    = false
}

variable "vpc_id" {
  description = "Id of the VPC."
  type        = string
  nullable    = false
}

variable "private_subnet_ids" {
  description = "Ids of the private subnets of the database, in at least two zones."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.private_subnet_ids) >= 2
    error_message = "A database needs subnets in at least two zones."
  }
}

variable "client_security_group_id" {
  description = "Id of the only security group that may reach the database."
  type        = string
  nullable    = false
}

variable "db_name" {
  description = "Name of the first database."
  type        = string
  default     = "appdb"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.db_name)) && !contains(["db", "postgres", "rdsadmin", "template0", "template1"], var.db_name)
    error_message = "db_name must be 1 to 63 lower-case letters, digits and underscores, start with a letter and not be a reserved name."
  }
}

variable "engine_version" {
  description = "Major version of PostgreSQL; from 15 on, RDS refuses connections without TLS by default."
  type        = string
  default     = "16"
  nullable    = false

  validation {
    condition     = contains(["15", "16", "17"], var.engine_version)
    error_message = "engine_version must be 15, 16 or 17."
  }
}

variable "instance_class" {
  description = "Class of the database instance."
  type        = string
  default     = "db.t4g.micro"
  nullable    = false

  validation {
    condition     = can(regex("^db\\.[a-z0-9]+\\.[a-z0-9]+$", var.instance_class))
    error_message = "instance_class must be a class such as db.t4g.micro."
  }
}

variable "allocated_storage" {
  description = "Storage in GiB; it can grow in an update, never shrink."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.allocated_storage >= 20 && var.allocated_storage <= 200 && floor(var.allocated_storage) == var.allocated_storage
    error_message = "allocated_storage must be between 20 and 200 GiB."
  }
}

variable "multi_az" {
  description = "Whether a standby runs in another zone; doubles the price."
  type        = bool
  default     = false
  nullable    = false
}

variable "backup_retention_days" {
  description = "Days that automatic backups reach back; they are deleted with the database."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 35 && floor(var.backup_retention_days) == var.backup_retention_days
    error_message = "backup_retention_days must be between 1 and 35; backups cannot be switched off."
  }
}

variable "final_snapshot" {
  description = "Whether a destroy leaves a last snapshot behind, which outlives the environment and is billed."
  type        = bool
  default     = false
  nullable    = false
}

variable "awake" {
  description = "Whether the instance runs; a stopped one keeps its data and costs its storage."
  type        = bool
  default     = true
  nullable    = false
}
