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

variable "zones" {
  description = "By name: hosted zones, each with its domain; private to the VPCs of vpc_ids where there are any; delegated by another one of these where parent names it."
  type = map(object({
    domain  = string
    vpc_ids = optional(list(string), [])
    parent  = optional(string, "")
  }))
  nullable = false

  validation {
    condition = alltrue([
      for zone in values(var.zones) :
      zone.parent == "" || try(endswith(zone.domain, ".${var.zones[zone.parent].domain}"), false)
    ])
    error_message = "parent must be one of zones, and domain must be below its domain."
  }

  validation {
    condition = alltrue([
      for zone in values(var.zones) :
      zone.parent == "" || length(concat(zone.vpc_ids, try(var.zones[zone.parent].vpc_ids, []))) == 0
    ])
    error_message = "A private zone is not delegated and delegates nothing: inside its VPCs the zone with the longest domain answers."
  }
}

variable "records" {
  description = "By name: records. Each has values, or is the alias of something of AWS's; weight, failover or region makes it one of several of the same name."
  type = map(object({
    zone         = string
    name         = optional(string, "")
    type         = optional(string, "A")
    ttl          = optional(number, 300)
    values       = optional(list(string), [])
    alias        = optional(object({ dns_name = string, zone_id = string, evaluate_health = optional(bool, true) }))
    weight       = optional(number)
    failover     = optional(string, "")
    region       = optional(string, "")
    health_check = optional(string, "")
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for record in values(var.records) : contains(keys(var.zones), record.zone)])
    error_message = "A record's zone must be one of zones."
  }

  validation {
    condition     = alltrue([for record in values(var.records) : (length(record.values) == 0) == (record.alias != null)])
    error_message = "A record has either values or an alias."
  }

  validation {
    condition = alltrue([
      for record in values(var.records) : length([for one in [record.weight != null, record.failover != "", record.region != ""] : one if one]) <= 1
    ])
    error_message = "A record has at most one of weight, failover and region."
  }

  validation {
    condition     = alltrue([for record in values(var.records) : record.health_check == "" || contains(keys(var.health_checks), record.health_check)])
    error_message = "A record's health_check must be one of health_checks."
  }

  # Without one it is always healthy, and the second one is never answered.
  validation {
    condition = alltrue([
      for record in values(var.records) :
      record.failover != "PRIMARY" || record.health_check != "" || try(record.alias.evaluate_health, false)
    ])
    error_message = "A record with failover PRIMARY needs a health_check, or an alias whose health is evaluated."
  }

  validation {
    condition     = alltrue([for record in values(var.records) : record.name != "" || !contains(["CNAME", "NS"], record.type)])
    error_message = "At the zone's own name there is no CNAME, and its NS record is Route 53's."
  }
}

variable "health_checks" {
  description = "By name: what Route 53 asks from the internet, by domain or ip_address, and when it counts as failed."
  type = map(object({
    type          = optional(string, "HTTPS")
    domain        = optional(string, "")
    ip_address    = optional(string, "")
    port          = optional(number, 443)
    path          = optional(string, "/")
    search_string = optional(string, "")
    interval      = optional(number, 30)
    failures      = optional(number, 3)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for check in values(var.health_checks) : check.domain != "" || check.ip_address != ""])
    error_message = "A health check needs a domain or an ip_address."
  }

  validation {
    condition     = alltrue([for check in values(var.health_checks) : endswith(check.type, "_STR_MATCH") == (check.search_string != "")])
    error_message = "search_string is given with type HTTP_STR_MATCH or HTTPS_STR_MATCH, and with no other."
  }
}
